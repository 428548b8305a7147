import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../api.ts';
import { Tabs } from '../components/tabs.tsx';
import { BatchesView } from './batches-view.tsx';
import { ToSendView } from './to-send-view.tsx';

type Tab = 'to_send' | 'built' | 'sent';

/** Encounters: what waits to be sent and why, the files built from it, and those the plan has. */
export function EncountersPage() {
  const [tab, setTab] = useState<Tab>('to_send');
  const counts = useQuery(orpc.encounters.list.queryOptions({ input: { state: 'to_send', limit: 200 } })).data
    ?.counts;
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
      ]}
      value={tab}
      onChange={setTab}
    />
  );
  return tab === 'to_send' ? (
    <ToSendView bar={bar} onBuilt={() => setTab('built')} />
  ) : (
    <BatchesView key={tab} bar={bar} state={tab} />
  );
}
