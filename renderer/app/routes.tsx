import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { PlanEditorPage } from '../action-plans/editor-page.tsx';
import { HapTab } from '../action-plans/hap-tab.tsx';
import { AssessmentsTab } from '../assessments/assessments-tab.tsx';
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
const hap = createRoute({ getParentRoute: () => chart, path: 'hap', component: HapTab });

const assessments = createRoute({
  getParentRoute: () => chart,
  path: 'assessments',
  component: AssessmentsTab,
});

// The runner carries the expression engine, which nothing before it needs: loaded when it is first opened.
const assessment = createRoute({
  getParentRoute: () => root,
  path: '/members/$memberId/assessments/$assessmentId',
  component: lazyRouteComponent(() => import('../assessments/runner-page.tsx'), 'RunnerPage'),
});

// The HAP editor has a header of its own, so it stands beside the chart.
const hapEditor = createRoute({
  getParentRoute: () => root,
  path: '/members/$memberId/hap/edit',
  component: PlanEditorPage,
});

const tree = root.addChildren([
  start,
  today,
  caseload,
  chart.addChildren([summary, hap, assessments]),
  hapEditor,
  assessment,
]);

/** The router of the workspace; its history lives in memory, so no address is ever written to disk. */
export const router = createRouter({
  routeTree: tree,
  history: createMemoryHistory({ initialEntries: ['/today'] }),
  defaultPreload: false,
});
