import { useMutation } from '@tanstack/react-query';
import type { Lead } from '#shared/assignments/contract.ts';
import { weightText } from '#shared/assignments/workload.ts';
import { ROLE_WORDS } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Bar } from '../components/clock.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { Rail, RailSection } from '../components/rail.tsx';
import { Tag } from '../components/tag.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './assignments.module.css';

/** How full everybody is: weight against capacity, languages, open and late tasks. */
export function LeadsRail({ leads }: { readonly leads: readonly Lead[] }) {
  const { user } = useSession();
  const [editing, setEditing] = useKept<Lead | null>('LeadsRail.editing', null);
  const mayEdit = user.role === 'administrator' || user.role === 'clinical_lead';
  return (
    <Rail label="Who can lead">
      <RailSection title="Who can lead" right="weight of capacity">
        <ul className={styles.leads}>
          {leads.map((lead) => (
            <li key={lead.id} className={styles.lead}>
              <span className={styles.head}>
                <span className={styles.name}>{lead.name}</span>
                {lead.weight > lead.capacity ? (
                  <Tag state="due">
                    {weightText(lead.weight)} of {weightText(lead.capacity)}
                  </Tag>
                ) : (
                  <span className={styles.figure}>
                    {weightText(lead.weight)} of {weightText(lead.capacity)}
                  </span>
                )}
              </span>
              <Bar
                share={lead.capacity === 0 ? 1 : Math.min(1, lead.weight / lead.capacity)}
                label={`Caseload of ${lead.name}`}
                text={`${weightText(lead.weight)} of ${weightText(lead.capacity)}`}
              />
              <span className={styles.second}>
                {[
                  ROLE_WORDS[lead.role],
                  lead.members === 1 ? '1 member' : `${lead.members} members`,
                  lead.languages.length > 0 ? lead.languages.join(', ') : null,
                  lead.lateTasks > 0 ? `${lead.lateTasks} late of ${lead.openTasks} tasks` : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {mayEdit && (
                <Button
                  size="sm"
                  variant="link"
                  className={styles.change}
                  aria-label={`Change capacity, ${lead.name}`}
                  onClick={() => setEditing(lead)}
                >
                  Change
                </Button>
              )}
            </li>
          ))}
        </ul>
        <p className="quiet">
          A weight is this agency’s own measure: a tier 1 member weighs 1.5, everybody else 1.
        </p>
      </RailSection>
      {editing && <CapacityDialog lead={editing} onClose={() => setEditing(null)} />}
    </Rail>
  );
}

function CapacityDialog({ lead, onClose }: { readonly lead: Lead; readonly onClose: () => void }) {
  const [capacity, setCapacity] = useKept('CapacityDialog.capacity', weightText(lead.capacity), lead.id);
  const [languages, setLanguages] = useKept('CapacityDialog.languages', lead.languages.join(', '), lead.id);
  const save = useMutation(orpc.assignments.setCapacity.mutationOptions());
  const number = Number(capacity.replace(',', '.'));
  const wrong = capacity.trim() === '' || !Number.isFinite(number) || number < 0;
  return (
    <Dialog title={`How much can ${lead.name} carry?`} opened onClose={onClose}>
      <div className={styles.form}>
        <TextField
          label="Capacity"
          help="in weight; 60 is usual"
          inputMode="decimal"
          value={capacity}
          onChange={setCapacity}
          error={fieldError(save.error, 'capacity') ?? (wrong ? 'Type a number, for example 60.' : null)}
        />
        <TextField
          label="Languages"
          help="separated by commas"
          optional
          value={languages}
          onChange={setLanguages}
        />
        {save.error && <ErrorLine error={save.error} safe="Nothing was changed." />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={save.isPending}
            disabledReason={wrong ? 'Type a number first.' : null}
            onClick={() =>
              !wrong &&
              save.mutate(
                {
                  userId: lead.id,
                  capacity: number,
                  languages: languages
                    .split(',')
                    .map((one) => one.trim())
                    .filter(Boolean),
                },
                { onSuccess: onClose },
              )
            }
          >
            Keep
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
