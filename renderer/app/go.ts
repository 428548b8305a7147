import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Target } from '#shared/tasks/contract.ts';
import { openPanel } from './panel/panel-state.ts';

/** The path of the page a target names; null when it opens a panel instead. */
export function pathOf(target: Target): string | null {
  const chart = target.memberId ? `/members/${target.memberId}` : null;
  switch (target.page) {
    case 'chart':
    case 'outreach':
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
    case 'tasks':
      return '/today';
    case 'note':
      return null;
  }
}

/** Goes to a page by its path, or to what a target names: `go('/caseload')`, `go(row.target)`. */
export function useGo(): (to: string | Target) => void {
  const navigate = useNavigate();
  return useCallback(
    (to: string | Target) => {
      if (typeof to === 'string') {
        void navigate({ to });
        return;
      }
      const path = pathOf(to);
      if (path) void navigate({ to: path });
      else openPanel({ kind: 'note', memberId: to.memberId, id: to.id });
    },
    [navigate],
  );
}
