import { IconPrinter } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import type { LetterBatch } from '#shared/letters/contract.ts';
import { LANGUAGE_WORDS, LETTER_KINDS, LETTER_WORDS, type LetterKind } from '#shared/letters/kinds.ts';
import { CASELOAD_VIEWS, type CaseloadView } from '#shared/members/contract.ts';
import { foldText } from '#shared/members/normalize.ts';
import { orpc } from '../api.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SelectField } from '../components/select-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel } from '../components/tabs.tsx';
import { CheckField, TextField } from '../components/text-field.tsx';
import { LetterRail } from './letter-preview.tsx';
import styles from './letters.module.css';
import { usePrinting } from './use-printing.ts';
import { isReady, RowState, WriteNotices } from './write-notices.tsx';
import type { HandedList } from './write-to.tsx';

const VIEW_WORDS: Readonly<Record<CaseloadView, string>> = {
  mine: 'My caseload',
  hap_not_done: 'HAP not done',
  no_contact_30: 'No contact in 30 days',
  unassigned: 'Unassigned',
  all: 'All members',
};
/** Read from a list of the caseload at once, and named when they are left out. */
const MOST_LISTED = 500;
/** Stands for the members another page handed over. */
const HANDED = 'handed';
const OWN = { value: 'member', label: 'Each in their own' } as const;

/** Picks people, a letter and a language, says what is missing for whom, and prints. */
export function WriteTab({
  bar,
  handed,
}: {
  readonly bar: ReactNode;
  /** Members another page handed over. */
  readonly handed: HandedList | null;
}) {
  const [kind, setKind] = useKept<LetterKind>('WriteTab.kind', 'welcome');
  const [list, setList] = useKept<CaseloadView | typeof HANDED>('WriteTab.list', handed ? HANDED : 'mine');
  const others = list === HANDED ? handed : null;
  const [text, setText] = useKept('WriteTab.text', '');
  const typed = useDeferredValue(text.trim());
  const [language, setLanguage] = useKept<LetterBatch['language']>('WriteTab.language', 'member');
  const [englishOtherwise, setEnglish] = useKept('WriteTab.englishOtherwise', false);
  const [large, setLarge] = useKept('WriteTab.large', false);
  const [given, setGiven] = useKept<Readonly<Record<string, string>>>('WriteTab.given', {});
  const [selected, setSelected] = useKept<string | null>('WriteTab.selected', null);
  const [left, setLeft] = useKept<ReadonlySet<string>>('WriteTab.left', new Set());
  const printing = usePrinting();

  const people = useInfiniteQuery(
    orpc.members.list.infiniteOptions({
      input: (offset: number) => ({
        view: list === HANDED ? 'mine' : list,
        offset,
        limit: MOST_LISTED,
        ...(typed ? { text: typed } : {}),
      }),
      initialPageParam: 0,
      getNextPageParam: () => undefined,
      placeholderData: keepPreviousData,
      enabled: others === null,
    }),
  );
  const memberIds = useMemo(
    () => others?.memberIds ?? (people.data?.pages ?? []).flatMap((page) => page.rows.map(({ id }) => id)),
    [others, people.data],
  );
  const total = others ? others.memberIds.length + others.over : (people.data?.pages[0]?.total ?? 0);
  const batch: LetterBatch = {
    kind,
    memberIds: [...memberIds],
    language,
    englishOtherwise,
    given: Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== '')),
    print: large ? 'large' : 'standard',
  };
  const check = useQuery({
    ...orpc.letters.check.queryOptions({ input: batch }),
    enabled: memberIds.length > 0,
    placeholderData: keepPreviousData,
  });
  const offered = check.data?.languages ?? [];
  const checked = memberIds.length > 0 ? (check.data?.addressees ?? []) : [];
  // A list that was handed over is searched here; the others are searched where they are kept.
  const rows =
    others && typed ? checked.filter(({ name }) => foldText(name).includes(foldText(typed))) : checked;
  const chosen = rows.filter((row) => isReady(row) && !left.has(row.memberId));
  const out = rows.filter((row) => !isReady(row));
  const at = Math.max(
    0,
    rows.findIndex((row) => row.memberId === selected),
  );
  const shown = rows[at] ?? null;
  const step = (by: -1 | 1) => {
    const next = rows[at + by];
    if (next) setSelected(next.memberId);
  };
  useKeys([
    { keys: ']', label: 'Next letter', group: 'screen', run: () => step(1) },
    { keys: '[', label: 'Letter before', group: 'screen', run: () => step(-1) },
  ]);
  return (
    <Page
      title="Letters"
      subtitle="from the texts your plans approved"
      flush
      bar={bar}
      actions={
        <Button
          variant="ember"
          keys="Ctrl+Enter"
          icon={<IconPrinter size={16} stroke={1.75} aria-hidden />}
          busy={printing.event !== null}
          disabledReason={chosen.length === 0 ? 'No letter is ready' : null}
          onClick={() => void printing.run({ ...batch, memberIds: chosen.map(({ memberId }) => memberId) })}
        >
          {`Print ${chosen.length} ${chosen.length === 1 ? 'letter' : 'letters'}`}
        </Button>
      }
      railWidth={330}
      rail={<LetterRail batch={batch} row={shown} />}
      footer={
        <PageFooter
          keys={[
            { keys: '[ ]', label: 'preview' },
            { keys: 'x', label: 'leave out' },
          ]}
          right={`${rows.length} of ${total}`}
        />
      }
    >
      <TabPanel name="letters" tab="write">
        <div className={styles.setup}>
          <SelectField
            label="Letter"
            choices={LETTER_KINDS.map((value) => ({ value, label: LETTER_WORDS[value] }))}
            value={kind}
            onChange={(value) => setKind(LETTER_KINDS.find((one) => one === value) ?? kind)}
          />
          <SelectField
            label="To"
            choices={[
              ...(handed ? [{ value: HANDED, label: handed.label }] : []),
              ...CASELOAD_VIEWS.map((value) => ({ value, label: VIEW_WORDS[value] })),
            ]}
            value={list}
            onChange={(value) =>
              setList(value === HANDED ? HANDED : (CASELOAD_VIEWS.find((one) => one === value) ?? list))
            }
          />
          <SelectField
            label="Language"
            help="approved texts"
            choices={[OWN, ...offered.map((value) => ({ value, label: LANGUAGE_WORDS[value] }))]}
            value={language}
            onChange={(value) => setLanguage(offered.find((one) => one === value) ?? 'member')}
          />
          {(check.data?.asks ?? []).map((ask) => (
            <TextField
              key={ask.name}
              label={`${ask.words[0]?.toUpperCase() ?? ''}${ask.words.slice(1)}`}
              value={given[ask.name] ?? ''}
              maxLength={200}
              onChange={(value) => setGiven((before) => ({ ...before, [ask.name]: value }))}
            />
          ))}
          <div className={styles.options}>
            <CheckField label="Large print, 20 point" checked={large} onChange={setLarge} />
            <CheckField
              label="English where a language has no approved text"
              checked={englishOtherwise}
              onChange={setEnglish}
            />
            <SearchField label="Find a member" value={text} onChange={setText} />
          </div>
        </div>
        <WriteNotices
          printing={printing}
          out={check.isPlaceholderData ? [] : out}
          notes={check.data?.notes ?? []}
          here={memberIds.length}
          total={total}
        />
        {people.error && others === null && (
          <ErrorLine error={people.error} onRetry={() => void people.refetch()} />
        )}
        {check.error && <ErrorLine error={check.error} onRetry={() => void check.refetch()} />}
        {(people.data || others) && memberIds.length === 0 && (
          <EmptyState fact="Nobody is on this list." next="Choose another list, or another name." />
        )}
        {memberIds.length > 0 && !check.data && !check.error && <SkeletonRows />}
        {rows.length > 0 && (
          <ListTable
            label="People to write to"
            rowKey={(row) => row.memberId}
            rowName={(row) => row.name}
            selected={shown?.memberId ?? null}
            onSelect={setSelected}
            groups={[{ key: 'all', rows }]}
            rowKeys={[
              {
                keys: 'x',
                label: 'leave out or take in',
                run: (row) =>
                  setLeft((before) => {
                    const next = new Set(before);
                    if (!next.delete(row.memberId)) next.add(row.memberId);
                    return next;
                  }),
              },
            ]}
            columns={[
              {
                key: 'name',
                header: 'Member',
                width: 'minmax(150px, 1fr)',
                cell: (row) => <strong>{row.name}</strong>,
              },
              {
                key: 'language',
                header: 'Language',
                width: '130px',
                cell: (row) =>
                  row.fallback
                    ? `English, not ${row.onFile ?? ''}`
                    : row.language
                      ? LANGUAGE_WORDS[row.language]
                      : (row.onFile ?? ''),
              },
              {
                key: 'state',
                header: 'State',
                width: 'minmax(220px, 2fr)',
                cell: (row) => <RowState row={row} left={left.has(row.memberId)} />,
              },
            ]}
          />
        )}
      </TabPanel>
    </Page>
  );
}
