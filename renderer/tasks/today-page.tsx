import { Page } from '../components/page.tsx';

/** Today. */
export function TodayPage() {
  return (
    <Page title="Today">
      <p />
    </Page>
  );
}
