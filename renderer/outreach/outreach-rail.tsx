import { IconHome, IconMail, IconMapPin, IconPhone, IconUsers } from '@tabler/icons-react';
import type { Attempt, OutreachCard } from '#shared/outreach/contract.ts';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { DateWord } from '../components/date-word.tsx';
import { Rail, RailLines, RailSection } from '../components/rail.tsx';
import { phoneWords, pronounWords } from '../members/member-words.tsx';
import { AttemptTitle, afterWords } from './attempt-words.tsx';
import styles from './outreach.module.css';
import { StrikeAttempt } from './strike-attempt.tsx';

const SHOWN = 8;
const icon = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;
const PLACE_ICONS = {
  place: <IconMapPin {...icon} />,
  home: <IconHome {...icon} />,
  phone: <IconPhone {...icon} />,
  contact: <IconUsers {...icon} />,
};

/** The rail of the outreach page. */
export function OutreachRail({ card, today }: { readonly card: OutreachCard; readonly today: string }) {
  return (
    <Rail label={`About ${card.name}`}>
      <OutreachSections card={card} today={today} />
    </Rail>
  );
}

/** Earlier attempts, where the person may be, and the plan's rule; the chart puts them into its own rail. */
export function OutreachSections({ card, today }: { readonly card: OutreachCard; readonly today: string }) {
  const { possessive } = pronounWords(card.pronouns);
  const subject = possessive === 'her' ? 'she' : possessive === 'his' ? 'he' : 'they';
  return (
    <>
      <RailSection title="Earlier attempts">
        {card.history.length === 0 ? (
          <p className="quiet">None yet.</p>
        ) : (
          <ul className={styles.attempts}>
            {card.history.slice(0, SHOWN).map((attempt) => (
              <AttemptLine key={attempt.id} memberId={card.memberId} attempt={attempt} today={today} />
            ))}
          </ul>
        )}
        {card.history.length > SHOWN && <p className="quiet">{card.history.length - SHOWN} more</p>}
      </RailSection>
      <RailSection title={`Where ${subject} may be`}>
        {card.places.length === 0 ? (
          <p className="quiet">No place on file.</p>
        ) : (
          <RailLines
            lines={card.places.map((place) => ({
              key: `${place.kind}:${place.text}`,
              icon: PLACE_ICONS[place.kind],
              text: place.kind === 'phone' ? phoneWords(place.text) : place.text,
            }))}
          />
        )}
      </RailSection>
      <RailSection title="Plan’s rule" right={card.planName}>
        <p className={styles.rule}>{card.rule.sentence}</p>
        {card.rule.confirmWithPlan && <ConfirmWithPlan what="outreach rule" />}
      </RailSection>
      {card.events.length > 0 && (
        <RailSection title="What happened">
          <RailLines
            lines={card.events.map((event) => ({
              key: event.id,
              icon: <IconUsers {...icon} />,
              text: event.words,
              second: event.by,
              right: <DateWord date={event.on} today={today} />,
            }))}
          />
        </RailSection>
      )}
    </>
  );
}

function AttemptLine({
  memberId,
  attempt,
  today,
}: {
  readonly memberId: string;
  readonly attempt: Attempt;
  readonly today: string;
}) {
  const after = afterWords(attempt, today);
  return (
    <li className={styles.attempt}>
      <span className={styles.number}>
        {attempt.number ?? (attempt.method === 'letter' && <IconMail size={14} stroke={1.75} aria-hidden />)}
      </span>
      <span>
        <AttemptTitle attempt={attempt} />
        <small>{attempt.counted ? attempt.text || attempt.staff : `${attempt.staff}, not counted`}</small>
        {after && <small>{after}</small>}
        <StrikeAttempt memberId={memberId} attempt={attempt} />
      </span>
      <span className={styles.date}>
        <DateWord date={attempt.on} today={today} />
      </span>
    </li>
  );
}
