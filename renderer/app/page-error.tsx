import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { useGo } from './go.ts';

/** A page that failed to draw: what is safe and what to do; the navigation stays usable. */
export function PageError({ reset }: ErrorComponentProps) {
  const go = useGo();
  return (
    <Page title="This page stopped">
      <Notice
        state="urgent"
        title="Hearth could not draw this page."
        alert
        actions={
          <>
            <Button onClick={reset}>Try again</Button>
            <Button variant="ember" keys="g t" onClick={() => go('/today')}>
              Open Today
            </Button>
          </>
        }
      >
        What was saved is safe. The other pages work as before.
      </Notice>
    </Page>
  );
}

/** A path that no page answers. */
export function PageMissing() {
  const go = useGo();
  return (
    <Page title="No such page">
      <EmptyState
        fact="There is no page here."
        next="It may have been renamed."
        action={
          <Button variant="ember" keys="g t" onClick={() => go('/today')}>
            Open Today
          </Button>
        }
      />
    </Page>
  );
}
