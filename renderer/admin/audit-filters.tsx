import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AuditFilterInput } from '#shared/audit/contract.ts';
import { actionsWith } from '#shared/audit/words.ts';
import { orpc } from '../api.ts';
import { DateField } from '../components/date-field.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './audit-page.module.css';

/** What the reader of the audit has filled in. */
export interface AuditSearch {
  readonly userId: string | null;
  readonly what: string;
  readonly member: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly outcome: 'done' | 'refused' | null;
}

export const EMPTY_SEARCH: AuditSearch = {
  userId: null,
  what: '',
  member: '',
  from: null,
  to: null,
  outcome: null,
};

/** The search as the contract takes it; what is empty is left out. */
export function toFilter(search: AuditSearch): AuditFilterInput {
  return {
    ...(search.userId ? { userId: search.userId } : {}),
    // Words that fit no action fit no row either.
    ...(search.what.trim() ? { actions: actionsWith(search.what) } : {}),
    ...(search.member.trim() ? { member: search.member.trim() } : {}),
    ...(search.from ? { from: search.from } : {}),
    ...(search.to ? { to: search.to } : {}),
    ...(search.outcome ? { outcome: search.outcome } : {}),
  };
}

/** Waits until the typing pauses, so that a long audit is not searched for every letter. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 250);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Who, what, about whom, when, and whether it was refused. */
export function AuditFilters({
  search,
  onChange,
}: {
  readonly search: AuditSearch;
  readonly onChange: (search: AuditSearch) => void;
}) {
  const staff = useQuery(orpc.users.list.queryOptions({ input: {} }));
  const set = (part: Partial<AuditSearch>) => onChange({ ...search, ...part });
  return (
    <search className={styles.filters} aria-label="Search the audit">
      <SelectField
        label="Who"
        optional
        choices={(staff.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={search.userId}
        onChange={(userId) => set({ userId })}
      />
      <TextField
        label="What"
        value={search.what}
        onChange={(what) => set({ what })}
        placeholder="signed, looked, backup"
      />
      <TextField
        label="About"
        value={search.member}
        onChange={(member) => set({ member })}
        placeholder="a member’s name"
      />
      <DateField label="From" value={search.from} onChange={(from) => set({ from })} />
      <DateField label="To" value={search.to} onChange={(to) => set({ to })} />
      <SelectField
        label="Outcome"
        optional
        choices={[
          { value: 'done', label: 'done' },
          { value: 'refused', label: 'refused' },
        ]}
        value={search.outcome}
        onChange={(outcome) => set({ outcome: outcome === 'done' || outcome === 'refused' ? outcome : null })}
      />
    </search>
  );
}
