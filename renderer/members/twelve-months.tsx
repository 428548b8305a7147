import { useElementSize } from '@mantine/hooks';
import { Temporal } from 'temporal-polyfill';
import { daysBetween } from '#shared/dates.ts';
import type { Chart } from '#shared/members/contract.ts';
import { fullDate, shortDateWithYear } from '../components/date-text.ts';
import styles from './twelve-months.module.css';

const LANE = 25;
const TOP = 6;

interface Mark {
  readonly key: string;
  readonly on: string;
  readonly label: string;
}

/** The year up to today: contacts, hospital, plan, and where the person slept, one lane each; in words below. */
export function TwelveMonths({ chart, today }: { readonly chart: Chart; readonly today: string }) {
  const start = Temporal.PlainDate.from(today).with({ day: 1 }).subtract({ months: 11 });
  // Room after today for its word.
  const days = daysBetween(start.toString(), today) + 22;
  const at = (date: string) => (daysBetween(start.toString(), date) / days) * 100;
  const inside = (date: string) => date >= start.toString() && date <= today;
  const months = Array.from({ length: 12 }, (_, index) => start.add({ months: index }));
  const contacts = chart.year.contacts.filter((contact) => inside(contact.on));
  const marks: readonly Mark[] = [
    ...(chart.member.enrolledOn ? [{ key: 'enrolled', on: chart.member.enrolledOn, label: 'enrolled' }] : []),
    ...chart.year.plans.map((plan) => ({
      key: `v${plan.version}`,
      on: plan.on,
      label: `HAP v${plan.version}`,
    })),
  ].filter((mark) => inside(mark.on));
  // Words need room: what does not fit at this width is left to the titles and the words below.
  const { ref, width } = useElementSize<HTMLElement>();
  const perDay = Math.max(0, width - 76) / days;
  const todayFits = perDay * (days - daysBetween(start.toString(), today)) > 40;
  const lanes = TOP + LANE * 4;
  const height = lanes + 24;
  const clip = (from: string, to: string | null) => {
    const start100 = at(from < start.toString() ? start.toString() : from);
    const end = to === null || to > today ? today : to;
    return { x: start100, width: Math.max(0.4, at(end) - start100) };
  };
  const sleeps = chart.year.sleeps.filter(({ to }) => to === null || to >= start.toString());
  const hospital = chart.year.hospital.filter(({ from, to }) => (to ?? from) >= start.toString());
  const lane = (index: number) => TOP + LANE * index + LANE / 2;

  return (
    <figure ref={ref} className={styles.figure} aria-label="Twelve months">
      <div className={styles.lanes} aria-hidden>
        <span>Contacts</span>
        <span>Hospital</span>
        <span>Plan</span>
        <span>Sleeps</span>
      </div>
      <svg className={styles.plot} height={height} width="100%" aria-hidden>
        {months.map((month) => (
          <g key={month.toString()}>
            <line
              x1={`${at(month.toString())}%`}
              x2={`${at(month.toString())}%`}
              y1={0}
              y2={lanes}
              className={styles.grid}
            />
            {perDay * daysBetween(month.toString(), today) > (todayFits ? 30 : 70) && (
              <text x={`${at(month.toString())}%`} dx={4} y={height - 6} className={styles.month}>
                {MONTHS[month.month - 1]}
              </text>
            )}
          </g>
        ))}
        {contacts.map((contact, index) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: two contacts may share a day
            key={index}
            cx={`${at(contact.on)}%`}
            cy={lane(0)}
            r={3.5}
            className={contact.inPerson ? styles.inPerson : styles.apart}
          >
            <title>{`${fullDate(contact.on)}, ${contact.inPerson ? 'in person' : 'not in person'}`}</title>
          </circle>
        ))}
        {contacts.length === 0 && (
          <text x={8} y={lane(0) + 4} className={styles.none}>
            none recorded
          </text>
        )}
        {hospital.map((use, index) => (
          <HospitalMark
            // biome-ignore lint/suspicious/noArrayIndexKey: two notices may say the same
            key={index}
            use={use}
            place={clip(use.from, use.emergency ? use.from : use.to)}
            y={lane(1)}
          />
        ))}
        {hospital.length === 0 && (
          <text x={8} y={lane(1) + 4} className={styles.none}>
            none recorded
          </text>
        )}
        {sleeps.map((stay, index) => (
          <SleepsBar
            // biome-ignore lint/suspicious/noArrayIndexKey: the same place may come twice
            key={index}
            stay={stay}
            place={clip(stay.from, stay.to)}
            y={lane(3)}
            room={(clip(stay.from, stay.to).width / 100) * Math.max(0, width - 76)}
          />
        ))}
        {sleeps.length === 0 && (
          <text x={8} y={lane(3) + 4} className={styles.none}>
            none recorded
          </text>
        )}
        {marks.map((mark) => (
          <PlanMark key={mark.key} mark={mark} x={at(mark.on)} y={lane(2)} />
        ))}
        {marks.length === 0 && (
          <text x={8} y={lane(2) + 4} className={styles.none}>
            none recorded
          </text>
        )}
        <line x1={`${at(today)}%`} x2={`${at(today)}%`} y1={0} y2={lanes} className={styles.now} />
        <text
          x={`${at(today)}%`}
          dx={4 * (todayFits ? 1 : -1)}
          y={height - 6}
          textAnchor={todayFits ? 'start' : 'end'}
          className={styles.today}
        >
          today
        </text>
      </svg>
      <figcaption className="visually-hidden">{inWords({ contacts, marks, hospital, sleeps })}</figcaption>
    </figure>
  );
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Stretch {
  readonly x: number;
  readonly width: number;
}

/** A diamond for an emergency visit, a bar for a stay. */
function HospitalMark({
  use,
  place,
  y,
}: {
  readonly use: Chart['year']['hospital'][number];
  readonly place: Stretch;
  readonly y: number;
}) {
  const title = `${use.title}, ${fullDate(use.from)}${use.to && use.to !== use.from ? ` to ${fullDate(use.to)}` : ''}`;
  return use.emergency ? (
    <svg x={`${place.x}%`} y={y - 5} width={10} height={10} overflow="visible" aria-hidden>
      <title>{title}</title>
      <path d="M0 0l5 5l-5 5l-5 -5z" className={styles.emergency} />
    </svg>
  ) : (
    <rect
      x={`${place.x}%`}
      y={y - 4}
      width={`${place.width}%`}
      height={8}
      rx={2}
      className={styles.emergency}
    >
      <title>{title}</title>
    </rect>
  );
}

/** Where the person slept; its word stands inside where there is room. */
function SleepsBar({
  stay,
  place,
  y,
  room,
}: {
  readonly stay: Chart['year']['sleeps'][number];
  readonly place: Stretch;
  readonly y: number;
  readonly room: number;
}) {
  return (
    <g>
      <title>{`${stay.words}, since ${fullDate(stay.from)}${stay.to ? ` to ${fullDate(stay.to)}` : ''}`}</title>
      <rect
        x={`${place.x}%`}
        y={y - 8}
        width={`${place.width}%`}
        height={16}
        rx={3}
        className={stay.housed ? styles.housed : styles.sleeps}
      />
      {room > stay.words.length * 6.4 + 12 && (
        <text x={`${place.x}%`} dx={6} y={y + 4} className={styles.stay}>
          {stay.words}
        </text>
      )}
    </g>
  );
}

/** A small flag with its word; the word stands left of "enrolled" and near the right edge. */
function PlanMark({ mark, x, y }: { readonly mark: Mark; readonly x: number; readonly y: number }) {
  const left = x > 85 || (mark.key === 'enrolled' && x > 12);
  return (
    <g>
      <title>{`${mark.label}, ${fullDate(mark.on)}`}</title>
      <svg x={`${x}%`} y={y - 7} width={12} height={14} overflow="visible" aria-hidden>
        <path d="M0.8 0v14M0.8 1h8l-2 3 2 3h-8" className={styles.flag} />
      </svg>
      <text
        x={`${x}%`}
        dx={left ? -5 : 13}
        y={y + 4}
        textAnchor={left ? 'end' : 'start'}
        className={styles.word}
      >
        {mark.label}
      </text>
    </g>
  );
}

/** The legend of the chart. */
export function TwelveMonthsLegend() {
  return (
    <span className={styles.legend}>
      <span>
        <svg width={10} height={10} aria-hidden>
          <circle cx={5} cy={5} r={3.5} className={styles.inPerson} />
        </svg>
        in person
      </span>
      <span>
        <svg width={10} height={10} aria-hidden>
          <circle cx={5} cy={5} r={3.5} className={styles.apart} />
        </svg>
        phone and other
      </span>
      <span>
        <svg width={10} height={10} aria-hidden>
          <path d="M5 0l5 5l-5 5l-5 -5z" className={styles.emergency} />
        </svg>
        ED visit, bar = stay
      </span>
    </span>
  );
}

function inWords({
  contacts,
  marks,
  hospital,
  sleeps,
}: {
  readonly contacts: readonly { readonly inPerson: boolean }[];
  readonly marks: readonly Mark[];
  readonly hospital: Chart['year']['hospital'];
  readonly sleeps: Chart['year']['sleeps'];
}): string {
  const inPerson = contacts.filter((contact) => contact.inPerson).length;
  const met =
    contacts.length === 0
      ? 'No contact in the last twelve months.'
      : `${contacts.length} contacts in the last twelve months, ${inPerson} in person.`;
  return [
    met,
    ...hospital.map(({ title, from }) => `${title}: ${shortDateWithYear(from)}.`),
    ...marks.map((mark) => `${mark.label}: ${shortDateWithYear(mark.on)}.`),
    ...sleeps.map(({ words, from }) => `Slept at ${words} since ${shortDateWithYear(from)}.`),
  ].join(' ');
}
