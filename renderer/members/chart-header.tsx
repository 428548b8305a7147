import { IconMapPin, IconPlus } from '@tabler/icons-react';
import { dateInWords } from '#shared/dates.ts';
import type { Chart } from '#shared/members/contract.ts';
import { STATUS_WORDS } from '#shared/members/member.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { openPanel, usePanelOpen } from '../app/panel/panel-state.ts';
import { PANELS } from '../app/panel/panels.tsx';
import { startNote } from '../app/panel/start-note.ts';
import { useSession } from '../app/session.tsx';
import { Button } from '../components/button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { Flags } from '../components/flag.tsx';
import { modeWords } from '../components/kind-icons.tsx';
import { RailButton } from '../components/page.tsx';
import styles from './chart.module.css';
import {
  ageLine,
  type FlagItem,
  flagsOf,
  languageFlag,
  languageTag,
  phaseFlag,
  programFlag,
} from './member-words.tsx';

const OPEN_BEFORE = ['assigned', 'in_outreach', 'reached'];

/** Name, pronouns, age, CIN with copy, flags, last seen and where; on every tab of the chart. */
export function ChartHeader({ chart, today }: { readonly chart: Chart; readonly today: string }) {
  const { user } = useSession();
  // Beside an open panel the ember button is the panel's.
  const panelOpen = usePanelOpen();
  const { member } = chart;
  const mayServe = CARE_TEAM.includes(user.role);
  const mayEnroll = mayServe && OPEN_BEFORE.includes(member.status);
  const seen = member.lastContact;
  const flags: FlagItem[] = [
    programFlag(chart.programLine),
    ...(chart.phase && member.program === 'HHP' ? [phaseFlag(chart.phase)] : []),
    ...flagsOf(member),
    ...(member.language ? [languageFlag(member.language, member.interpreter)] : []),
    ...(seen
      ? [
          {
            key: 'seen',
            text: `Seen ${dateInWords(seen.on, today)}, ${seen.place ?? modeWords(seen.mode).toLowerCase()}`,
            icon: <IconMapPin size={13} stroke={1.75} aria-hidden />,
          },
        ]
      : []),
  ];
  const closed = !['assigned', 'in_outreach', 'reached', 'enrolled'].includes(member.status);
  return (
    <header className={styles.header}>
      <div className={styles.titleLine}>
        <h1 className={styles.name} lang={languageTag(member.language)}>
          {member.name}
        </h1>
        <p className={styles.facts}>
          {member.preferredName && member.preferredName !== member.firstName
            ? `“${member.preferredName}”, `
            : ''}
          {ageLine({ pronouns: member.pronouns, age: chart.age, birthDate: member.birthDate })}
        </p>
        <p className={styles.facts}>
          CIN <span className="mono">{member.cin}</span>
          <CopyButton text={member.cin} name="Copy the CIN" />
        </p>
        <span className={styles.actions}>
          <RailButton />
          {mayEnroll && (
            <Button
              variant={PANELS.note ? 'default' : 'ember'}
              onClick={() => openPanel({ kind: 'enroll', memberId: member.id, id: null })}
            >
              Enroll
            </Button>
          )}
          {PANELS.note && mayServe && !panelOpen && (
            <Button
              variant="ember"
              keys="n"
              icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
              onClick={startNote}
            >
              New note
            </Button>
          )}
        </span>
      </div>
      <Flags items={flags} max={6} />
      {closed && (
        <p className={styles.closed}>
          {STATUS_WORDS[member.status]}
          {member.endedOn ? ` since ${dateInWords(member.endedOn, today)}` : ''}. The chart stays readable.
        </p>
      )}
    </header>
  );
}
