import { IconPlus, IconTrash } from '@tabler/icons-react';
import { v7 as newId } from 'uuid';
import { MOST_PEOPLE, type PlanContent, type TeamMember } from '#shared/action-plans/content.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { TextArea, TextField } from '../components/text-field.tsx';
import { fieldId, focusSoon } from './change-plan.ts';
import styles from './editor.module.css';
import { NeedsFields } from './needs-fields.tsx';
import type { MemberWords } from './wording.ts';

interface SectionProps {
  readonly content: PlanContent;
  readonly words: MemberWords;
  readonly today: string;
  readonly onChange: (part: Partial<PlanContent>) => void;
}

/** Strengths, preferences, needs, and when the plan is looked at again. */
export function StrengthsSection({ content, words, today, onChange }: SectionProps) {
  return (
    <div className={styles.form}>
      <TextArea
        id={fieldId('strengths')}
        label={`What ${words.brings}`}
        help="strengths, skills, people"
        value={content.strengths}
        maxLength={4000}
        onChange={(strengths) => onChange({ strengths })}
      />
      <TextArea
        label={`What matters in how we work with ${words.whom}`}
        help="language, times, places"
        optional
        value={content.preferences}
        maxLength={4000}
        onChange={(preferences) => onChange({ preferences })}
      />
      <NeedsFields content={content} onChange={onChange} />
      <div className={styles.narrow}>
        <DateField
          label="Next review"
          optional
          value={content.reviewOn}
          today={today}
          min={today}
          onChange={(reviewOn) => onChange({ reviewOn })}
        />
      </div>
    </div>
  );
}

/** What helps in a crisis, who to call at night, what happens after a hospital stay. */
export function CrisisSection({ content, onChange }: SectionProps) {
  return (
    <div className={styles.form}>
      <TextArea
        id={fieldId('crisisPlan')}
        label="Crisis plan: what helps first"
        help="warning signs, what to do, who can come"
        rows={5}
        value={content.crisisPlan}
        maxLength={4000}
        onChange={(crisisPlan) => onChange({ crisisPlan })}
      />
      <TextField
        id={fieldId('crisisContact')}
        label="Crisis plan: who to call at night"
        help="name and number"
        value={content.crisisContact}
        maxLength={200}
        onChange={(crisisContact) => onChange({ crisisContact })}
      />
      <TextArea
        label="After a hospital stay or a move"
        help="who is told, who visits, by when"
        optional
        value={content.transitionPlan}
        maxLength={4000}
        onChange={(transitionPlan) => onChange({ transitionPlan })}
      />
    </div>
  );
}

/** Everybody who helps, inside and outside of the agency. */
export function CareTeamSection({ content, onChange }: SectionProps) {
  const change = (id: string, part: Partial<TeamMember>) =>
    onChange({ careTeam: content.careTeam.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  const add = () => {
    const id = newId();
    onChange({ careTeam: [...content.careTeam, { id, name: '', role: '', phone: '' }] });
    focusSoon(`team-${id}`);
  };
  return (
    <div className={styles.form}>
      <ul className={styles.team}>
        {content.careTeam.map((person, index) => (
          <li key={person.id} className={styles.person}>
            <TextField
              id={`team-${person.id}`}
              label={`Name ${index + 1}`}
              value={person.name}
              maxLength={200}
              onChange={(name) => change(person.id, { name })}
            />
            <TextField
              label="Role"
              optional
              value={person.role}
              maxLength={200}
              onChange={(role) => change(person.id, { role })}
            />
            <TextField
              label="Phone"
              optional
              value={person.phone}
              maxLength={200}
              onChange={(phone) => change(person.id, { phone })}
            />
            <IconButton
              name={`Remove ${person.name.trim() === '' ? `name ${index + 1}` : person.name}`}
              onClick={() => onChange({ careTeam: content.careTeam.filter((one) => one.id !== person.id) })}
            >
              <IconTrash size={15} stroke={1.75} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <div>
        <Button
          id={fieldId('careTeam')}
          icon={<IconPlus size={15} stroke={1.75} aria-hidden />}
          onClick={add}
          disabledReason={
            content.careTeam.length >= MOST_PEOPLE ? `${MOST_PEOPLE} people are the most a plan holds.` : null
          }
        >
          Add person
        </Button>
      </div>
    </div>
  );
}
