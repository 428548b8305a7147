import { IconMail } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { MOST_LETTERS } from '#shared/letters/contract.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useSession } from '../app/session.tsx';
import { Button } from '../components/button.tsx';

/** Members another list handed over to be written to. */
export interface HandedList {
  /** Where they come from: "Caseload, 12 selected". */
  readonly label: string;
  readonly memberIds: readonly string[];
  /** How many more there were than one batch holds. */
  readonly over: number;
}

// Kept in memory only: who was chosen is no address to be written down, and a locked window forgets it.
let handed: HandedList | null = null;

function hand(label: string, memberIds: readonly string[]): void {
  const all = [...new Set(memberIds)];
  handed = { label, memberIds: all.slice(0, MOST_LETTERS), over: Math.max(0, all.length - MOST_LETTERS) };
}

/** The list another page handed over, for as long as the page that asks stays open; then it is forgotten. */
export function useHandedList(): HandedList | null {
  const [list] = useState(() => handed);
  useEffect(() => {
    handed = null;
  }, []);
  return list;
}

/** Opens the letters with the members of a list; it stands wherever members are listed, for those who may write. */
export function LettersButton({
  label,
  members,
  keys,
  size = 'md',
}: {
  /** Where the members come from, as the letters page names it. */
  readonly label: string;
  /** Their ids, or how to read them when they are not all on the page. */
  readonly members: readonly string[] | (() => Promise<readonly string[]>);
  /** The key of the list it stands on. */
  readonly keys?: string;
  readonly size?: 'md' | 'sm';
}) {
  const go = useGo();
  const { user } = useSession();
  const open = useMutation({
    meta: { saves: false },
    mutationFn: async () => (typeof members === 'function' ? members() : members),
    onSuccess: (ids) => {
      hand(label, ids);
      go('/letters');
    },
  });
  const may = CARE_TEAM.includes(user.role);
  const nobody = typeof members !== 'function' && members.length === 0;
  const run = () => {
    if (!nobody) open.mutate();
  };
  useKeys(keys ? [{ keys, label: 'Letters to these members', group: 'list', run }] : [], { enabled: may });
  if (!may) return null;
  return (
    <Button
      size={size}
      icon={<IconMail size={16} stroke={1.75} aria-hidden />}
      busy={open.isPending}
      disabledReason={nobody ? 'Nobody is listed' : null}
      onClick={run}
      {...(keys ? { keys } : {})}
    >
      Letters…
    </Button>
  );
}
