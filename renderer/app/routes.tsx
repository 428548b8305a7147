import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
} from '@tanstack/react-router';
import { CaseloadPage } from '../members/caseload-page.tsx';
import { ChartPage } from '../members/chart-page.tsx';
import { SummaryTab } from '../members/summary-tab.tsx';
import { TodayPage } from '../tasks/today-page.tsx';
import { Frame } from './frame/frame.tsx';

// The one place where pages register: one route each, then a line in the tree below.

const root = createRootRoute({ component: Frame });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/today' });
  },
});

const today = createRoute({ getParentRoute: () => root, path: '/today', component: TodayPage });
const caseload = createRoute({ getParentRoute: () => root, path: '/caseload', component: CaseloadPage });

// The chart draws its header and tabs; the tabs plug in below it and into members/chart-tabs.ts.
const chart = createRoute({ getParentRoute: () => root, path: '/members/$memberId', component: ChartPage });
const summary = createRoute({ getParentRoute: () => chart, path: '/', component: SummaryTab });

const tree = root.addChildren([start, today, caseload, chart.addChildren([summary])]);

/** The router of the workspace; its history lives in memory, so no address is ever written to disk. */
export const router = createRouter({
  routeTree: tree,
  history: createMemoryHistory({ initialEntries: ['/today'] }),
  defaultPreload: false,
});
