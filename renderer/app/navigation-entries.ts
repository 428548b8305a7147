import type { ContractRouterClient } from '@orpc/contract';
import {
  type Icon,
  IconChartBar,
  IconChecklist,
  IconFileImport,
  IconMail,
  IconReceiptDollar,
  IconSettings,
  IconSun,
  IconTransfer,
  IconUsers,
  IconWalk,
} from '@tabler/icons-react';
import type { contract } from '#shared/contract.ts';
import { ADMINISTRATORS, BILLING, CARE_TEAM, EVERYONE, MANAGERS, type Role } from '#shared/roles.ts';

type Counts = Awaited<ReturnType<ContractRouterClient<typeof contract>['tasks']['navCounts']>>;

/** One entry of the navigation. */
export interface NavEntry {
  readonly path: string;
  readonly label: string;
  readonly icon: Icon;
  /** The letter after g. */
  readonly letter: string;
  /** Which block it stands in; blocks have a gap between them. */
  readonly block: 1 | 2 | 3;
  readonly roles: readonly Role[];
  /** About every member at once: closed caseloads take it away from who sees only their own. */
  readonly everyone?: boolean;
  readonly count?: keyof Omit<Counts, 'todayUrgent'>;
  /** Paths that belong to it besides its own. */
  readonly also?: readonly string[];
}

/** The navigation, top to bottom. An entry stands here once its page does; a role that cannot use it never sees it. */
export const NAV_ENTRIES: readonly NavEntry[] = [
  { path: '/today', label: 'Today', icon: IconSun, letter: 't', block: 1, roles: EVERYONE, count: 'today' },
  {
    path: '/caseload',
    label: 'Caseload',
    icon: IconUsers,
    letter: 'c',
    block: 1,
    roles: EVERYONE,
    count: 'caseload',
    also: ['/members'],
  },
  {
    path: '/outreach',
    label: 'Outreach',
    icon: IconWalk,
    letter: 'o',
    block: 1,
    roles: CARE_TEAM,
    count: 'outreach',
  },
  {
    path: '/tasks',
    label: 'Tasks',
    icon: IconChecklist,
    letter: 'k',
    block: 1,
    roles: EVERYONE,
    count: 'tasks',
  },
  {
    path: '/rosters',
    label: 'Rosters',
    icon: IconFileImport,
    letter: 'r',
    block: 2,
    roles: CARE_TEAM,
    everyone: true,
    count: 'rosters',
  },
  {
    path: '/encounters',
    label: 'Encounters',
    icon: IconReceiptDollar,
    letter: 'e',
    block: 2,
    roles: BILLING,
    count: 'encounters',
  },
  {
    path: '/letters',
    label: 'Letters',
    icon: IconMail,
    letter: 'l',
    block: 2,
    roles: EVERYONE,
  },
  {
    path: '/transfers',
    label: 'Transfers',
    icon: IconTransfer,
    letter: 'x',
    block: 2,
    roles: BILLING,
    count: 'transfers',
  },
  { path: '/reports', label: 'Reports', icon: IconChartBar, letter: 'p', block: 2, roles: MANAGERS },
  { path: '/admin', label: 'Admin', icon: IconSettings, letter: 'a', block: 3, roles: ADMINISTRATORS },
];
