import { ADMINISTRATORS, CARE_TEAM } from '#shared/roles.ts';
import { useSession } from '../app/session.tsx';
import { useKept } from '../app/unfinished.ts';
import { Tabs } from '../components/tabs.tsx';
import { LogTab } from './log-tab.tsx';
import { PapersTab } from './papers-tab.tsx';
import { TextsTab } from './texts-tab.tsx';
import { WriteTab } from './write-tab.tsx';
import { useHandedList } from './write-to.tsx';

const TABS = ['write', 'log', 'texts', 'papers'] as const;
export type LettersTab = (typeof TABS)[number];

/** Letters: whom to write to, what the mail did with it, and the texts with their approval. */
export function LettersPage() {
  const { user } = useSession();
  const writes = CARE_TEAM.includes(user.role);
  const [tab, setTab] = useKept<LettersTab>('LettersPage.tab', writes ? 'write' : 'log');
  const handed = useHandedList();
  const items = [
    ...(writes ? [{ key: 'write', label: 'Write' } as const] : []),
    { key: 'log', label: 'Mail log' } as const,
    { key: 'texts', label: 'Texts' } as const,
    { key: 'papers', label: 'Papers of plans' } as const,
  ];
  const bar = (
    <Tabs name="letters" label="Letters" items={items} value={tab} onChange={setTab} keys={tab !== 'write'} />
  );
  if (tab === 'write') return <WriteTab bar={bar} handed={handed} />;
  if (tab === 'log') return <LogTab bar={bar} />;
  if (tab === 'papers') return <PapersTab bar={bar} mayChange={ADMINISTRATORS.includes(user.role)} />;
  return <TextsTab bar={bar} mayChange={ADMINISTRATORS.includes(user.role)} />;
}
