import { type ComponentProps, lazy, Suspense } from 'react';
import type { RecoveryPage as RecoveryPageNow } from './recovery-page.tsx';
import type { RestorePage as RestorePageNow } from './restore-page.tsx';

// The unlock screen does not wait for what few people ever open: a dictionary for new passphrases, a calendar.
const LazyRecovery = lazy(async () => ({ default: (await import('./recovery-page.tsx')).RecoveryPage }));
const LazyRestore = lazy(async () => ({ default: (await import('./restore-page.tsx')).RestorePage }));

/** The way in with the printed recovery code, loaded when it is opened. */
export function RecoveryPage(props: ComponentProps<typeof RecoveryPageNow>) {
  return (
    <Suspense fallback={null}>
      <LazyRecovery {...props} />
    </Suspense>
  );
}

/** The way back from a backup, loaded when it is opened. */
export function RestorePage(props: ComponentProps<typeof RestorePageNow>) {
  return (
    <Suspense fallback={null}>
      <LazyRestore {...props} />
    </Suspense>
  );
}
