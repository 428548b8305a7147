import { IconFileTypePdf } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { auditWords, screenWords } from '#shared/audit/words.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { timeOfDay } from '../components/date-text.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { Pairs, Rail, RailSection } from '../components/rail.tsx';

/** What the rail shows of a row. */
export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly memberId: string | null;
  readonly memberName: string | null;
  readonly detail: string;
  readonly screen: string | null;
  readonly userName: string | null;
}

function detailPairs(detail: string): { readonly label: string; readonly value: string }[] {
  const parsed: unknown = JSON.parse(detail);
  if (typeof parsed !== 'object' || parsed === null) return [];
  return Object.entries(parsed).map(([label, value]) => ({ label, value: String(value) }));
}

/** One row in full, and the access report of the member it is about. */
export function AuditRail({ row }: { readonly row: AuditRow }) {
  const report = useMutation({ ...orpc.audit.saveMemberReport.mutationOptions(), meta: { saves: false } });
  const { memberId } = row;
  return (
    <Rail label={`About row ${row.seq}`}>
      <RailSection title={`Row ${row.seq}`} plain>
        <Pairs
          rows={[
            { label: 'When', value: `${row.at.slice(0, 10)}, ${timeOfDay(row.at)}` },
            { label: 'Who', value: row.userName ?? 'Hearth' },
            { label: 'What', value: auditWords(row.action) },
            { label: 'Screen', value: screenWords(row.screen) || 'none' },
            { label: 'Outcome', value: row.outcome },
            ...detailPairs(row.detail),
          ]}
        />
      </RailSection>
      {memberId && (
        <RailSection title={row.memberName ?? 'Member'}>
          <Button
            icon={<IconFileTypePdf size={16} stroke={1.75} aria-hidden />}
            busy={report.isPending}
            onClick={() =>
              report.mutate(
                { memberId },
                {
                  onSuccess: ({ fileName }) => {
                    if (fileName) showToast({ text: `Access report saved as ${fileName}.` });
                  },
                },
              )
            }
          >
            Access report
          </Button>
          {report.error && <ErrorLine error={report.error} />}
        </RailSection>
      )}
    </Rail>
  );
}
