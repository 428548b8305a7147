import { useQuery } from '@tanstack/react-query';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { SelectField } from '../components/select-field.tsx';

/** Who is asked to sign a note as well; the line waits until they did. */
export function CosignField({
  value,
  onChange,
  but,
}: {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  /** Who cannot: the author; without one, oneself. */
  readonly but?: string;
}) {
  const { user } = useSession();
  const staff = useQuery(orpc.users.list.queryOptions()).data ?? [];
  return (
    <SelectField
      label="Who signs as well"
      help="the line waits until they did"
      optional
      choices={staff
        .filter((one) => one.active && one.name !== (but ?? user.name) && CARE_TEAM.includes(one.role))
        .map((one) => ({
          value: one.id,
          label: one.credential ? `${one.name}, ${one.credential}` : one.name,
        }))}
      value={value}
      onChange={onChange}
    />
  );
}
