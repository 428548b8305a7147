import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Duplicate } from '#shared/members/contract.ts';
import { orpc } from '../api.ts';
import { shortDateWithYear } from '../components/date-text.ts';
import { Notice } from '../components/notice.tsx';
import { CheckField } from '../components/text-field.tsx';
import type { MemberDraft } from './member-draft.ts';
import styles from './member-form.module.css';

/** People on file who look like the one being typed; asked while the typing rests. */
export function useTwins(draft: MemberDraft): readonly Duplicate[] {
  const [typed] = useDebouncedValue(
    {
      firstName: draft.firstName,
      lastName: draft.lastName,
      birthDate: draft.birthDate,
      cin: draft.cin || null,
      phone: draft.phone || null,
    },
    300,
  );
  const query = useQuery(
    orpc.members.duplicates.queryOptions({
      input: typed,
      enabled: typed.lastName.trim() !== '' || (typed.cin ?? '').length >= 9,
    }),
  );
  return query.data?.duplicates ?? [];
}

/** Names the people who look the same; adding goes on only once somebody says that they are different. */
export function Twins({
  twins,
  different,
  onDifferent,
  asked,
}: {
  readonly twins: readonly Duplicate[];
  readonly different: boolean;
  readonly onDifferent: (different: boolean) => void;
  /** Whether Add was pressed already. */
  readonly asked: boolean;
}) {
  if (twins.length === 0) return null;
  return (
    <Notice
      state={asked && !different ? 'held' : 'due'}
      title={twins.length === 1 ? 'This may be somebody on file.' : 'These may be the same person.'}
      alert={asked && !different}
    >
      <ul className={styles.twins}>
        {twins.map((twin) => (
          <li key={twin.id}>
            <Link to={`/members/${twin.id}`}>{twin.name}</Link>, born {shortDateWithYear(twin.birthDate)}, CIN{' '}
            <span className="mono">{twin.cin}</span>: {twin.because}
          </li>
        ))}
      </ul>
      <CheckField label="A different person" checked={different} onChange={onDifferent} />
    </Notice>
  );
}
