import { IconFilePlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LANGUAGE_WORDS } from '#shared/letters/kinds.ts';
import {
  type NewPaper,
  PAPER_KINDS,
  PAPER_LANGUAGES,
  PAPER_WORDS,
  type PaperLanguage,
  type PlanPaper,
} from '#shared/letters/plan-papers.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { Dialog } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SelectField } from '../components/select-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel } from '../components/tabs.tsx';
import { Tag } from '../components/tag.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './letters.module.css';
import { EVERY_PLAN, usePlanChoices } from './text-dialogs.tsx';

/** A paper's language in words. */
function languageWords(language: PaperLanguage): string {
  return language === 'many' ? 'Several languages' : LANGUAGE_WORDS[language];
}

/** PDFs the plans supplied: notices and taglines that go with every letter, and whole letters. */
export function PapersTab({ bar, mayChange }: { readonly bar: ReactNode; readonly mayChange: boolean }) {
  const query = useQuery(orpc.letters.papers.queryOptions({ input: {} }));
  const [adding, setAdding] = useKept('PapersTab.adding', false);
  const [selected, setSelected] = useKept<string | null>('PapersTab.selected', null);
  const retire = useMutation(
    orpc.letters.retirePaper.mutationOptions({
      onSuccess: () => showToast({ text: 'Out of use. Letters printed with it keep saying so.' }),
    }),
  );
  const rows = query.data?.papers ?? [];
  const shown = rows.find(({ id }) => id === selected) ?? rows[0] ?? null;
  const reason = mayChange ? null : 'An administrator adds papers of plans.';
  return (
    <Page
      title="Letters"
      subtitle="PDFs the plans supplied"
      flush
      bar={bar}
      actions={
        <>
          {shown && shown.retiredOn === null && (
            <Button
              disabledReason={reason}
              busy={retire.isPending}
              onClick={() => retire.mutate({ id: shown.id })}
            >
              Retire
            </Button>
          )}
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            icon={<IconFilePlus size={16} stroke={1.75} aria-hidden />}
            disabledReason={reason}
            onClick={() => setAdding(true)}
          >
            Add PDF
          </Button>
        </>
      }
      footer={
        <PageFooter
          keys={[{ keys: 'j k', label: 'move' }]}
          right={rows.length === 1 ? '1 paper' : `${rows.length} papers`}
        />
      }
    >
      <TabPanel name="letters" tab="papers">
        {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
        {retire.error && <ErrorLine error={retire.error} />}
        {!query.data && !query.error && <SkeletonRows />}
        {query.data && rows.length === 0 && (
          <EmptyState
            fact="No plan has supplied a PDF yet."
            next="Notices and taglines you add go along with every letter; whole letters are printed as they are."
          />
        )}
        {rows.length > 0 && (
          <ListTable
            label="Papers of plans"
            autoFocus
            rowKey={(row) => row.id}
            rowName={(row) => `${PAPER_WORDS[row.kind]}, ${languageWords(row.language)}`}
            selected={shown?.id ?? null}
            onSelect={setSelected}
            groups={[{ key: 'all', rows }]}
            columns={[
              {
                key: 'kind',
                header: 'Paper',
                width: 'minmax(170px, 2fr)',
                cell: (row) => <strong>{PAPER_WORDS[row.kind]}</strong>,
              },
              {
                key: 'language',
                header: 'Language',
                width: '150px',
                cell: (row) => languageWords(row.language),
              },
              {
                key: 'plan',
                header: 'Plan',
                width: 'minmax(100px, 1fr)',
                cell: (row) => row.plan?.name ?? 'every plan',
              },
              { key: 'file', header: 'File', width: 'minmax(120px, 1.4fr)', cell: (row) => row.fileName },
              { key: 'pages', header: 'Pages', width: '60px', align: 'end', cell: (row) => row.pages },
              {
                key: 'state',
                header: 'State',
                width: 'minmax(170px, 1.4fr)',
                cell: (row) => <PaperState paper={row} />,
              },
            ]}
          />
        )}
        {adding && <AddDialog onClose={() => setAdding(false)} />}
      </TabPanel>
    </Page>
  );
}

function PaperState({ paper }: { readonly paper: PlanPaper }) {
  if (paper.retiredOn !== null) return <Tag state="neutral">out of use</Tag>;
  if (paper.missingFonts.length > 0) {
    return <Tag state="due">{`in use, without its font ${paper.missingFonts[0] ?? ''}`}</Tag>;
  }
  return <Tag state="done">{`in use, ${paper.approvalId}`}</Tag>;
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const today = useToday();
  const choices = usePlanChoices();
  const [paper, setPaper] = useKept<NewPaper>('AddDialog.paper', {
    kind: 'nondiscrimination',
    planId: null,
    language: 'en',
    approvalId: '',
    approvedOn: today,
  });
  const set = (change: Partial<NewPaper>) => setPaper((before) => ({ ...before, ...change }));
  const save = useMutation(
    orpc.letters.addPaper.mutationOptions({
      onSuccess: (added) => {
        if (!added) return;
        showToast({
          text: `Added ${added.fileName}, ${added.pages} ${added.pages === 1 ? 'page' : 'pages'}.`,
        });
        onClose();
      },
    }),
  );
  return (
    <Dialog title="Add a PDF from a plan" opened onClose={onClose}>
      <div className={styles.form}>
        <SelectField
          label="What it is"
          choices={PAPER_KINDS.map((value) => ({ value, label: PAPER_WORDS[value] }))}
          value={paper.kind}
          onChange={(value) => set({ kind: PAPER_KINDS.find((one) => one === value) ?? paper.kind })}
        />
        <SelectField
          label="Plan"
          choices={choices}
          value={paper.planId ?? EVERY_PLAN}
          onChange={(value) => set({ planId: value === null || value === EVERY_PLAN ? null : value })}
        />
        <SelectField
          label="Language"
          choices={PAPER_LANGUAGES.map((value) => ({ value, label: languageWords(value) }))}
          value={paper.language}
          onChange={(value) =>
            set({ language: PAPER_LANGUAGES.find((one) => one === value) ?? paper.language })
          }
        />
        <TextField
          label="Number or name of the approval"
          value={paper.approvalId}
          maxLength={200}
          onChange={(approvalId) => set({ approvalId })}
        />
        <DateField
          label="Approved on"
          value={paper.approvedOn}
          today={today}
          max={today}
          onChange={(value) => set({ approvedOn: value ?? today })}
        />
        {save.error && <ErrorLine error={save.error} safe="Nothing was added." />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button variant="ember" keys="Ctrl+Enter" busy={save.isPending} onClick={() => save.mutate(paper)}>
            Choose file
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
