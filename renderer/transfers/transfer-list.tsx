import {
  IconArrowUpRight,
  IconClipboardHeart,
  IconReceiptDollar,
  IconTable,
  IconWalk,
} from '@tabler/icons-react';
import { type RefObject, useMemo } from 'react';
import type { TransferKind, TransferRow } from '#shared/transfers/contract.ts';
import { GroupHeader } from '../components/group-header.tsx';
import { RowName } from '../components/list-row.tsx';
import { ListTable } from '../components/list-table.tsx';
import type { Column, RowGroup } from '../components/list-types.ts';
import { SearchField } from '../components/search-field.tsx';
import { Tag } from '../components/tag.tsx';
import { sendFiles, shareSent, useSending } from './sending.ts';
import styles from './transfer-list.module.css';
import { fileSize, moment, stateWords } from './words.ts';

const KIND_ICONS = {
  encounters: IconReceiptDollar,
  action_plans: IconClipboardHeart,
  return_file: IconTable,
  outreach_tracker: IconWalk,
} as const satisfies Record<TransferKind, unknown>;

interface TransferListProps {
  readonly outbox: readonly TransferRow[];
  readonly ledger: readonly TransferRow[];
  readonly ledgerCount: number;
  /** Plans that take files over SFTP. */
  readonly withServer: ReadonlySet<string>;
  readonly find: string;
  readonly onFind: (text: string) => void;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** Outbox and ledger, one under the other. */
export function TransferList(props: TransferListProps) {
  const { outbox, ledger, ledgerCount, withServer, find, onFind, search, selected, onSelect } = props;
  const columns = useColumns(withServer);
  const groups: readonly RowGroup<TransferRow>[] = [
    {
      key: 'outbox',
      header: <GroupHeader title="Outbox" count={outbox.length === 0 ? 'nothing waits' : outbox.length} />,
      rows: outbox,
    },
    {
      key: 'ledger',
      header: (
        <GroupHeader
          title="Ledger"
          count={ledgerWords(ledger.length, ledgerCount, find)}
          right={
            <SearchField
              ref={search}
              label="Find in ledger"
              value={find}
              onChange={onFind}
              onLeave={() => document.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus()}
            />
          }
        />
      ),
      rows: ledger,
    },
  ];
  return (
    <ListTable
      label="Outbox and ledger"
      columns={columns}
      groups={groups}
      headless
      autoFocus
      rowHeight={46}
      rowKey={(row) => row.id}
      rowName={(row) => `${row.title}, ${row.planName}, ${stateWords(row, { byHand: false }).words}`}
      selected={selected}
      onSelect={onSelect}
      rowKeys={[{ keys: 'r', label: 'Send again, same bytes', run: (row) => sendFiles([row]) }]}
    />
  );
}

function ledgerWords(shown: number, count: number, find: string): string {
  if (find !== '') return count === 0 ? 'nothing found' : `${count} found`;
  return shown < count ? `newest ${shown} of ${count}` : 'every file, kept 10 years';
}

function useColumns(withServer: ReadonlySet<string>): readonly Column<TransferRow>[] {
  return useMemo(
    () => [
      {
        key: 'kind',
        header: 'Kind',
        width: '18px',
        cell: (row) => {
          const Icon = row.state === 'sent' ? IconArrowUpRight : KIND_ICONS[row.kind];
          return <Icon size={16} stroke={1.75} aria-hidden className={styles.icon} />;
        },
      },
      {
        key: 'file',
        header: 'File',
        width: 'minmax(180px, 1fr)',
        cell: (row, { selected }) => <FileCell row={row} selected={selected} />,
      },
      {
        key: 'where',
        header: 'Plan or date',
        width: '130px',
        cell: (row) => (
          <span className={styles.quiet}>{row.sentAt === null ? row.planName : moment(row.sentAt)}</span>
        ),
      },
      {
        key: 'size',
        header: 'Size',
        width: '76px',
        align: 'end',
        cell: (row) => <span className={styles.quiet}>{fileSize(row.bytes)}</span>,
      },
      {
        key: 'state',
        header: 'State',
        width: '184px',
        cell: (row) => (
          <span className={styles.state}>
            <StateCell row={row} byHand={!withServer.has(row.planId)} />
          </span>
        ),
      },
    ],
    [withServer],
  );
}

function FileCell({ row, selected }: { readonly row: TransferRow; readonly selected: boolean }) {
  const test = row.usage === 'T' ? 'TEST, ' : '';
  const plan = row.state === 'sent' ? `, ${row.planName}` : '';
  const second = row.problem && !selected ? row.problem : `${test}${row.fileName}${plan}`;
  return <RowName name={row.title} second={<span title={second}>{second}</span>} />;
}

function StateCell({ row, byHand }: { readonly row: TransferRow; readonly byHand: boolean }) {
  const { current, waiting } = useSending();
  if (current?.file.id === row.id) {
    const percent = Math.round(shareSent(current) * 100);
    return (
      <span className={styles.sending}>
        <Tag state="sent">Sending, {percent} %</Tag>
        <span className={styles.track} aria-hidden>
          <span className={styles.bar} style={{ inlineSize: `${percent}%` }} />
        </span>
      </span>
    );
  }
  const place = waiting.findIndex((file) => file.id === row.id);
  if (place >= 0) return <Tag state="neutral">{place === 0 ? 'Next' : `After ${place} more`}</Tag>;
  const { state, words } = stateWords(row, { byHand });
  return <Tag state={state}>{words}</Tag>;
}
