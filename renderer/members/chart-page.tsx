import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { rememberMember } from '../app/palette/recent-members.ts';
import { useSession } from '../app/session.tsx';
import { useSubject } from '../app/subject.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { OpenChartDialog } from '../assignments/open-chart-dialog.tsx';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf } from '../components/error-of.ts';
import { Page } from '../components/page.tsx';
import { Rail } from '../components/rail.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel, Tabs } from '../components/tabs.tsx';
import styles from './chart.module.css';
import { ChartProvider } from './chart-context.tsx';
import { ChartHeader } from './chart-header.tsx';
import { CHART_TABS } from './chart-tabs.ts';

/** The member chart: header on every tab, tabs, and the tab itself in the outlet. */
export function ChartPage() {
  const go = useGo();
  const today = useToday();
  const { user } = useSession();
  const { memberId = '' } = useParams({ strict: false }) as { readonly memberId?: string };
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [railSlot, setRailSlot] = useState<HTMLElement | null>(null);
  const [railWidth, setRailWidth] = useState<number | null>(null);
  const [opening, setOpening] = useKept('ChartPage.opening', false);
  const query = useQuery(orpc.members.chart.queryOptions({ input: { id: memberId } }));
  const chart = query.data;
  useSubject(chart?.member.id, chart?.member.name);
  useEffect(() => {
    if (chart) rememberMember({ id: chart.member.id, name: chart.member.name, line: chart.programLine });
  }, [chart]);

  if (query.error && errorOf(query.error).code === 'NOT_FOUND') {
    return (
      <Page title="Member">
        <EmptyState
          fact="This member is not on file."
          next="The chart may have been merged into another one."
        />
      </Page>
    );
  }
  if (query.error && errorOf(query.error).code === 'OUTSIDE_CASELOAD') {
    return (
      <Page title="Member">
        <EmptyState
          fact="This chart is not in your caseload."
          next="You can open it for some hours with a reason, or ask a clinical lead."
          action={
            <Button variant="ember" onClick={() => setOpening(true)}>
              Open with a reason
            </Button>
          }
        />
        {opening && <OpenChartDialog onClose={() => setOpening(false)} />}
      </Page>
    );
  }
  if (chart?.mergedInto) {
    return (
      <Page title={chart.member.name}>
        <EmptyState
          fact={`This chart was merged into the one of ${chart.mergedInto.name}.`}
          next="Everything it held is there. The merge can be taken back on that chart, under Record."
          action={
            <Button variant="ember" onClick={() => go(`/members/${chart.mergedInto?.id}`)}>
              Open that chart
            </Button>
          }
        />
      </Page>
    );
  }
  if (!chart) {
    return (
      <Page title="Member">
        {query.error ? (
          <ErrorLine error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonRows />
        )}
      </Page>
    );
  }

  const tabs = CHART_TABS.filter((tab) => !tab.roles || tab.roles.includes(user.role));
  const last = path.slice(`/members/${memberId}`.length).replace(/^\//, '').split('/')[0] || 'summary';
  const open = tabs.find((tab) => tab.key === last)?.key ?? 'summary';
  return (
    <ChartProvider value={{ memberId, chart, today, railSlot, setRailWidth }}>
      <Page
        title={chart.member.name}
        header={<ChartHeader chart={chart} today={today} />}
        bar={
          <Tabs
            name="chart"
            label={`Chart of ${chart.member.name}`}
            items={tabs.map((tab) => ({ key: tab.key, label: tab.label, count: tab.count?.(chart) ?? null }))}
            value={open}
            onChange={(key) => go(`/members/${memberId}${key === 'summary' ? '' : `/${key}`}`)}
          />
        }
        rail={
          railWidth !== null && (
            <Rail label={`About ${chart.member.name}`}>
              <div ref={setRailSlot} />
            </Rail>
          )
        }
        railWidth={railWidth ?? 0}
        railFrom="below"
      >
        <TabPanel name="chart" tab={open} className={styles.panel}>
          <Outlet />
        </TabPanel>
      </Page>
    </ChartProvider>
  );
}
