import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { orpc } from '../api.ts';
import { useKept } from '../app/unfinished.ts';
import { Tabs } from '../components/tabs.tsx';
import { BatchesView } from './batches-view.tsx';
import { MissingView } from './missing-view.tsx';
import { SentLinesView } from './sent-lines-view.tsx';
import { ToSendView } from './to-send-view.tsx';

type Tab = 'to_send' | 'built' | 'sent' | 'came_back' | 'accepted' | 'missing';

const TABS: readonly Tab[] = ['to_send', 'built', 'sent', 'came_back', 'accepted', 'missing'];

/** Encounters: what waits to be sent and why, the files built from it, and those the plan has. */
export function EncountersPage() {
  const search = useSearch({ strict: false }) as { readonly tab?: string; readonly file?: string };
  // A figure of the reconciliation opens its lines: the tab and the file come with the address.
  const asked = TABS.find((one) => one === search.tab) ?? 'to_send';
  const [chosen, setChosen] = useKept<{ readonly asked: string; readonly tab: Tab }>(
    'EncountersPage.chosen',
    {
      asked: '',
      tab: asked,
    },
  );
  const here = `${search.tab ?? ''} ${search.file ?? ''}`;
  const tab = chosen.asked === here ? chosen.tab : asked;
  const setTab = (next: Tab) => setChosen({ asked: here, tab: next });
  const file = tab === asked ? (search.file ?? null) : null;
  const counts = useQuery(orpc.encounters.list.queryOptions({ input: { state: 'to_send', limit: 200 } })).data
    ?.counts;
  const missing = useQuery(orpc.encounters.missing.queryOptions({ input: {} })).data?.rows.filter(
    ({ kind }) => kind === 'no_service',
  ).length;
  const bar = (
    <Tabs<Tab>
      name="encounters"
      label="Encounters"
      // The keys [ and ] turn the pages of the claim in the rail.
      keys={false}
      items={[
        { key: 'to_send', label: 'To send', count: counts?.toSend ?? null },
        { key: 'built', label: 'Built', count: counts?.built ?? null },
        { key: 'sent', label: 'Sent', count: counts?.sent ?? null },
        { key: 'came_back', label: 'Came back', count: counts?.cameBack ?? null },
        { key: 'accepted', label: 'Accepted', count: counts?.accepted ?? null },
        { key: 'missing', label: 'No service this month', count: missing ?? null },
      ]}
      value={tab}
      onChange={setTab}
    />
  );
  if (tab === 'came_back' || tab === 'accepted' || (tab === 'sent' && file)) {
    const state = tab === 'sent' ? 'waiting' : tab;
    return <SentLinesView key={`${tab} ${file ?? ''}`} bar={bar} tab={tab} state={state} batchId={file} />;
  }
  if (tab === 'missing') return <MissingView bar={bar} />;
  return tab === 'to_send' ? (
    <ToSendView bar={bar} onBuilt={() => setTab('built')} />
  ) : (
    <BatchesView key={tab} bar={bar} state={tab} />
  );
}
