import { Page } from '../components/page.tsx';

/** Caseload. */
export function CaseloadPage() {
  return (
    <Page title="Caseload">
      <p />
    </Page>
  );
}
