import { Outlet } from '@tanstack/react-router';
import { Page } from '../components/page.tsx';

/** The member chart: header and tabs. */
export function ChartPage() {
  return (
    <Page title="Member">
      <Outlet />
    </Page>
  );
}
