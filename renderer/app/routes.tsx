import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { AssessmentsTab } from '../assessments/assessments-tab.tsx';
import { CaseloadPage } from '../members/caseload-page.tsx';
import { ChartPage } from '../members/chart-page.tsx';
import { SummaryTab } from '../members/summary-tab.tsx';
import { TodayPage } from '../tasks/today-page.tsx';
import { Frame } from './frame/frame.tsx';
import { PageError, PageMissing } from './page-error.tsx';
import { setScreenSource } from './screen.ts';

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
const hap = createRoute({
  getParentRoute: () => chart,
  path: 'hap',
  component: lazyRouteComponent(() => import('../action-plans/hap-tab.tsx'), 'HapTab'),
});
const health = createRoute({
  getParentRoute: () => chart,
  path: 'health',
  component: lazyRouteComponent(() => import('../members/health-tab.tsx'), 'HealthTab'),
});
const record = createRoute({
  getParentRoute: () => chart,
  path: 'record',
  component: lazyRouteComponent(() => import('../members/record/record-tab.tsx'), 'RecordTab'),
});
const programs = createRoute({
  getParentRoute: () => chart,
  path: 'programs',
  component: lazyRouteComponent(() => import('../members/programs/programs-tab.tsx'), 'ProgramsTab'),
});
const careTeam = createRoute({
  getParentRoute: () => chart,
  path: 'team',
  component: lazyRouteComponent(() => import('../members/record/care-team-tab.tsx'), 'CareTeamTab'),
});
const documents = createRoute({
  getParentRoute: () => chart,
  path: 'documents',
  component: lazyRouteComponent(() => import('../documents/documents-tab.tsx'), 'DocumentsTab'),
});
const history = createRoute({
  getParentRoute: () => chart,
  path: 'history',
  component: lazyRouteComponent(() => import('../members/history-tab.tsx'), 'HistoryTab'),
});

const assessments = createRoute({
  getParentRoute: () => chart,
  path: 'assessments',
  component: AssessmentsTab,
});

const notes = createRoute({
  getParentRoute: () => chart,
  path: 'notes',
  component: lazyRouteComponent(() => import('../notes/notes-tab.tsx'), 'NotesTab'),
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
  component: lazyRouteComponent(() => import('../action-plans/editor-page.tsx'), 'PlanEditorPage'),
});

const hapCompare = createRoute({
  getParentRoute: () => root,
  path: '/members/$memberId/hap/compare',
  component: lazyRouteComponent(() => import('../action-plans/compare-page.tsx'), 'ComparePlansPage'),
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  component: lazyRouteComponent(() => import('../tasks/tasks-page.tsx'), 'TasksPage'),
});
const board = createRoute({
  getParentRoute: () => root,
  path: '/caseload/board',
  component: lazyRouteComponent(() => import('../assignments/board-page.tsx'), 'BoardPage'),
});

const rosters = createRoute({
  getParentRoute: () => root,
  path: '/rosters',
  component: lazyRouteComponent(() => import('../roster/rosters-page.tsx'), 'RostersPage'),
});
const roster = createRoute({
  getParentRoute: () => root,
  path: '/rosters/$importId',
  component: lazyRouteComponent(() => import('../roster/roster-page.tsx'), 'RosterPage'),
});

const outreach = createRoute({
  getParentRoute: () => root,
  path: '/outreach',
  component: lazyRouteComponent(() => import('../outreach/outreach-page.tsx'), 'OutreachPage'),
});
const outreachTab = createRoute({
  getParentRoute: () => chart,
  path: 'outreach',
  component: lazyRouteComponent(() => import('../outreach/outreach-tab.tsx'), 'OutreachTab'),
});

const transfers = createRoute({
  getParentRoute: () => root,
  path: '/transfers',
  component: lazyRouteComponent(() => import('../transfers/transfers-page.tsx'), 'TransfersPage'),
});

const encounters = createRoute({
  getParentRoute: () => root,
  path: '/encounters',
  component: lazyRouteComponent(() => import('../encounters/encounters-page.tsx'), 'EncountersPage'),
});

const letters = createRoute({
  getParentRoute: () => root,
  path: '/letters',
  component: lazyRouteComponent(() => import('../letters/letters-page.tsx'), 'LettersPage'),
});

const responses = createRoute({
  getParentRoute: () => root,
  path: '/encounters/responses',
  component: lazyRouteComponent(() => import('../encounters/responses-page.tsx'), 'ResponsesPage'),
});
const monthlyFiles = createRoute({
  getParentRoute: () => root,
  path: '/encounters/monthly',
  component: lazyRouteComponent(() => import('../monthly-files/monthly-files-page.tsx'), 'MonthlyFilesPage'),
});
const reconciliation = createRoute({
  getParentRoute: () => root,
  path: '/encounters/reconciliation',
  component: lazyRouteComponent(() => import('../encounters/reconciliation-page.tsx'), 'ReconciliationPage'),
});

// Admin draws its sections at the left; a section plugs in below it and into admin/admin-layout.tsx.
const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyRouteComponent(() => import('../admin/admin-layout.tsx'), 'AdminLayout'),
});
const adminStart = createRoute({
  getParentRoute: () => admin,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/admin/plans' });
  },
});
const adminPlans = createRoute({
  getParentRoute: () => admin,
  path: 'plans',
  component: lazyRouteComponent(() => import('../admin/plans-page.tsx'), 'PlansPage'),
});

const adminUsers = createRoute({
  getParentRoute: () => admin,
  path: 'users',
  component: lazyRouteComponent(() => import('../admin/users-page.tsx'), 'UsersPage'),
});
const adminBackups = createRoute({
  getParentRoute: () => admin,
  path: 'backups',
  component: lazyRouteComponent(() => import('../admin/backups-page.tsx'), 'BackupsPage'),
});
const adminAudit = createRoute({
  getParentRoute: () => admin,
  path: 'audit',
  component: lazyRouteComponent(() => import('../admin/audit-page.tsx'), 'AuditPage'),
});

const adminIncidents = createRoute({
  getParentRoute: () => admin,
  path: 'incidents',
  component: lazyRouteComponent(() => import('../admin/incidents-page.tsx'), 'IncidentsPage'),
});

const adminPolicy = createRoute({
  getParentRoute: () => admin,
  path: 'policy',
  component: lazyRouteComponent(() => import('../admin/policy-page.tsx'), 'PolicyPage'),
});

const adminRules = createRoute({
  getParentRoute: () => admin,
  path: 'rules',
  component: lazyRouteComponent(() => import('../admin/rules-page.tsx'), 'RulesPage'),
});

const adminAgency = createRoute({
  getParentRoute: () => admin,
  path: 'agency',
  component: lazyRouteComponent(() => import('../admin/agency-page.tsx'), 'AgencyPage'),
});

const adminCodes = createRoute({
  getParentRoute: () => admin,
  path: 'codes',
  component: lazyRouteComponent(() => import('../admin/codes-page.tsx'), 'CodesPage'),
});
const adminLayouts = createRoute({
  getParentRoute: () => admin,
  path: 'layouts',
  component: lazyRouteComponent(() => import('../layouts/layouts-page.tsx'), 'LayoutsPage'),
});

const adminForms = createRoute({
  getParentRoute: () => admin,
  path: 'forms',
  component: lazyRouteComponent(() => import('../admin/forms/forms-page.tsx'), 'FormsPage'),
});
// The designer needs the whole width, so it stands beside Admin's own frame.
const designer = createRoute({
  getParentRoute: () => root,
  path: '/admin/forms/$formId',
  component: lazyRouteComponent(() => import('../admin/forms/designer-page.tsx'), 'DesignerPage'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('../reports/reports-page.tsx'), 'ReportsPage'),
});

const tree = root.addChildren([
  start,
  today,
  caseload,
  chart.addChildren([
    summary,
    health,
    record,
    careTeam,
    programs,
    documents,
    history,
    hap,
    assessments,
    notes,
    outreachTab,
  ]),
  hapEditor,
  hapCompare,
  assessment,
  outreach,
  tasks,
  board,
  rosters,
  roster,
  encounters,
  reconciliation,
  responses,
  monthlyFiles,
  letters,
  transfers,
  reports,
  designer,
  admin.addChildren([
    adminStart,
    adminPlans,
    adminUsers,
    adminBackups,
    adminAudit,
    adminIncidents,
    adminPolicy,
    adminRules,
    adminAgency,
    adminCodes,
    adminLayouts,
    adminForms,
  ]),
]);

/** The router of the workspace; its history lives in memory, so no address is ever written to disk. */
export const router = createRouter({
  routeTree: tree,
  history: createMemoryHistory({ initialEntries: ['/today'] }),
  defaultPreload: false,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: PageMissing,
});

setScreenSource(() => router.state.matches.at(-1)?.fullPath ?? null);
