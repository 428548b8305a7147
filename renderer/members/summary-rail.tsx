import { IconPill } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { dateInWords } from '#shared/dates.ts';
import { STATUS_WORDS } from '#shared/members/member.ts';
import { Avatar } from '../components/avatar.tsx';
import { Pairs, RailLines, RailSection } from '../components/rail.tsx';
import { useChart } from './chart-context.tsx';
import { phoneWords, pronounWords } from './member-words.tsx';
import styles from './summary.module.css';

const CONDITIONS_SHOWN = 4;

/** The rail of the summary: reach, health, team, plan and authorization. */
export function SummaryRail() {
  const { chart, memberId, today } = useChart();
  const { member, glance } = chart;
  const words = pronounWords(member.pronouns);
  const { street, city, state, zip } = member.address;
  const place = [street, city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  const open = chart.conditions.filter((condition) => !condition.endedOn);
  const date = (day: string | null) => (day ? dateInWords(day, today) : null);
  return (
    <>
      <RailSection title={`Reach ${words.object}`}>
        <Pairs
          rows={[
            { label: 'Phone', value: phoneLine(member.phone, glance.messages) },
            ...glance.others.map((other) => ({
              label: other.whose,
              value: phoneWords(other.number),
            })),
            { label: 'Best time', value: glance.times },
            { label: 'Avoid', value: glance.avoid },
            { label: 'Email', value: member.email },
            {
              label: member.homeless ? 'Sleeps' : 'Lives',
              value: member.housingNote ?? (place || 'not known'),
            },
            { label: 'Mail', value: member.housingNote && place ? place : null },
            {
              label: 'Language',
              value: member.language
                ? `${member.language}${member.interpreter ? ', interpreter' : ''}`
                : 'not known',
            },
          ]}
        />
      </RailSection>
      {glance.allergies.length > 0 && (
        <RailSection title="Safety">
          <RailLines
            lines={glance.allergies.map((allergy) => ({
              key: allergy,
              icon: <IconPill size={15} stroke={1.75} aria-hidden />,
              text: `Allergy: ${allergy}`,
            }))}
          />
        </RailSection>
      )}
      <RailSection title="Health" right={open.length > 0 ? open.length : undefined}>
        {open.length === 0 && <p className="quiet">No diagnosis on file.</p>}
        <ul className={styles.conditions}>
          {open.slice(0, CONDITIONS_SHOWN).map((condition) => (
            <li key={condition.id}>
              {condition.label} <span className={styles.code}>{condition.code}</span>
            </li>
          ))}
        </ul>
        {glance.medicines.taken + glance.medicines.changed > 0 && (
          <p className={styles.medicines}>{medicineWords(glance.medicines, chart.counts.hapVersion)}</p>
        )}
        <Link to={`/members/${memberId}/health`} className={styles.link}>
          {open.length > CONDITIONS_SHOWN
            ? `${open.length - CONDITIONS_SHOWN} more in Health`
            : 'Open Health'}
        </Link>
      </RailSection>
      <RailSection title="Care team" right={glance.teamTotal > 0 ? glance.teamTotal + 1 : undefined}>
        {member.lead ? (
          <p className={styles.person}>
            <Avatar name={member.lead.name} />
            {member.lead.name}
            <span className={styles.role}>lead care manager</span>
          </p>
        ) : (
          <p className="quiet">Nobody leads this member yet.</p>
        )}
        {glance.team.map((person) => (
          <p key={`${person.name} ${person.role}`} className={styles.person}>
            <Avatar name={person.name} />
            {person.name}
            <span className={styles.role}>{person.role}</span>
          </p>
        ))}
        {glance.teamTotal > glance.team.length && (
          <Link to={`/members/${memberId}/team`} className={styles.link}>
            {glance.teamTotal - glance.team.length} more in Care team
          </Link>
        )}
      </RailSection>
      <RailSection title="Plan and authorization">
        <Pairs
          rows={[
            {
              label: 'Plan',
              value: [member.plan.shortName, member.planMemberId && `ID ${member.planMemberId}`]
                .filter(Boolean)
                .join(', '),
            },
            { label: 'Status', value: STATUS_WORDS[member.status] },
            { label: 'Assigned', value: date(member.assignedOn) },
            { label: 'Enrolled', value: date(member.enrolledOn) },
            {
              label: 'Authorized',
              value: member.authorization.end
                ? `to ${date(member.authorization.end)}`
                : member.enrolledOn
                  ? 'no end on file'
                  : null,
            },
            { label: 'Number', value: member.authorization.number },
            {
              label: 'This month',
              value: `${chart.servicesThisMonth.services} ${chart.servicesThisMonth.services === 1 ? 'service' : 'services'}, ${chart.servicesThisMonth.accepted} accepted`,
            },
          ]}
        />
      </RailSection>
    </>
  );
}

/** The number with what is known about leaving a message there. */
function phoneLine(phone: string | null, messages: string | null): string {
  const number = phoneWords(phone);
  if (!number) return 'none on file';
  if (messages === 'yes') return `${number}, OK to leave a message`;
  return messages === 'no' ? `${number}, no messages` : number;
}

function medicineWords(
  { taken, changed }: { readonly taken: number; readonly changed: number },
  hapVersion: number | null,
): string {
  const count = taken === 1 ? '1 medicine' : `${taken} medicines`;
  return changed > 0 && hapVersion !== null ? `${count}, ${changed} changed since HAP v${hapVersion}` : count;
}
