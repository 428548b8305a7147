import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Target } from '#shared/tasks/contract.ts';
import { openPanel } from './panel/panel-state.ts';

/** The path of the page a target names; null when it opens the note panel instead. */
export function pathOf(target: Target): string | null {
  const chart = target.memberId ? `/members/${target.memberId}` : null;
  switch (target.page) {
    case 'chart':
      return chart ?? '/caseload';
    case 'hap':
      // A draft opens in the editor; the tab shows what is signed.
      return chart ? `${chart}/hap${target.id ? '/edit' : ''}` : '/caseload';
    case 'assessments':
      return chart ? `${chart}/assessments` : '/caseload';
    case 'assessment':
      return chart ? `${chart}/assessments${target.id ? `/${target.id}` : ''}` : '/caseload';
    case 'roster':
      return target.id ? `/rosters/${target.id}` : '/rosters';
    case 'encounters':
      return '/encounters';
    case 'transfers':
      return '/transfers';
    case 'tasks':
      return '/tasks';
    case 'outreach':
      return '/outreach';
    case 'note':
      return null;
  }
}

/** Where to go: a path, with search values where the page has some, or what a target of the contract names. */
export type Destination = string | Target;

/** Goes to a page: `go('/caseload', { view: 'unassigned' })`, `go(row.target)`. */
export function useGo(): (to: Destination, search?: Record<string, string>) => void {
  const navigate = useNavigate();
  return useCallback(
    (to: Destination, search?: Record<string, string>) => {
      if (typeof to === 'string') {
        void navigate({ to, search: (search ?? {}) as never });
        return;
      }
      const path = pathOf(to);
      if (path && to.page === 'outreach' && to.memberId) {
        void navigate({ to: path, search: { member: to.memberId } as never });
      } else if (path) void navigate({ to: path });
      else openPanel({ kind: 'note', memberId: to.memberId, id: to.page === 'note' ? to.id : null });
    },
    [navigate],
  );
}
