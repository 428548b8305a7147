import { useMutation, useQuery } from '@tanstack/react-query';
import type { LetterTemplate } from '#shared/letters/contract.ts';
import {
  isTypeset,
  LANGUAGE_WORDS,
  LETTER_WORDS,
  TYPESET_LANGUAGES,
  type TypesetLanguage,
} from '#shared/letters/kinds.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextArea, TextField } from '../components/text-field.tsx';
import styles from './letters.module.css';

/** Stands for a text or a paper that counts for every plan. */
export const EVERY_PLAN = 'every';

/** Every plan, and those that are set up. */
export function usePlanChoices() {
  const plans = useQuery(orpc.plans.list.queryOptions({ input: {} }));
  return [
    { value: EVERY_PLAN, label: 'Every plan' },
    ...(plans.data ?? []).map(({ id, name }) => ({
      value: id,
      label: name,
    })),
  ];
}

/** Records the approval of a text, which locks it. */
export function ApproveDialog({
  template,
  onClose,
}: {
  readonly template: LetterTemplate;
  readonly onClose: () => void;
}) {
  const today = useToday();
  const choices = usePlanChoices();
  const [by, setBy] = useKept<'plan_approved' | 'dhcs_approved'>(
    'ApproveDialog.by',
    'plan_approved',
    template.id,
  );
  const [plan, setPlan] = useKept<string>('ApproveDialog.plan', template.plan?.id ?? EVERY_PLAN, template.id);
  const [approvalId, setApprovalId] = useKept('ApproveDialog.approvalId', '', template.id);
  const [on, setOn] = useKept<string | null>('ApproveDialog.on', today, template.id);
  const [readBy, setReadBy] = useKept('ApproveDialog.readBy', '', template.id);
  const save = useMutation(
    orpc.letters.approve.mutationOptions({
      onSuccess: ({ version }) => {
        showToast({ text: `Approved and locked, version ${version}.` });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      title={`Approval of ${LETTER_WORDS[template.kind]}, ${LANGUAGE_WORDS[template.language]}`}
      opened
      onClose={onClose}
    >
      <div className={styles.form}>
        <Segmented
          label="Approved by"
          choices={[
            { value: 'plan_approved', label: 'The plan' },
            { value: 'dhcs_approved', label: 'DHCS' },
          ]}
          value={by}
          onChange={setBy}
        />
        <SelectField
          label="For"
          choices={choices}
          value={plan}
          onChange={(value) => setPlan(value ?? EVERY_PLAN)}
        />
        <TextField
          label="Number or name of the approval"
          value={approvalId}
          maxLength={200}
          onChange={setApprovalId}
        />
        <DateField label="Approved on" value={on} today={today} max={today} onChange={setOn} />
        {template.byPerson && (
          <>
            <p>
              Hearth cannot check tone and reading level in {LANGUAGE_WORDS[template.language]}. Somebody who
              reads it confirms that it reads like no Notice of Action and needs sixth grade at most.
            </p>
            <TextField label="Read and confirmed by" value={readBy} maxLength={200} onChange={setReadBy} />
          </>
        )}
        <p className={styles.quiet}>The text is locked from then on. A change is a new version.</p>
        {save.error && <ErrorLine error={save.error} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={save.isPending}
            onClick={() =>
              save.mutate({
                id: template.id,
                planId: plan === EVERY_PLAN ? null : plan,
                by,
                approvalId,
                approvedOn: on ?? today,
                readBy,
              })
            }
          >
            Lock as approved
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Writes the next version of a text, or goes on with a draft. */
export function EditDialog({
  template,
  onClose,
}: {
  readonly template: LetterTemplate;
  readonly onClose: () => void;
}) {
  const choices = usePlanChoices();
  const own = template.state === 'draft' && template.version > 0;
  const [title, setTitle] = useKept('EditDialog.title', template.title, template.id);
  const [body, setBody] = useKept('EditDialog.body', template.body, template.id);
  const [plan, setPlan] = useKept<string>('EditDialog.plan', template.plan?.id ?? EVERY_PLAN, template.id);
  const [language, setLanguage] = useKept<TypesetLanguage>(
    'EditDialog.language',
    isTypeset(template.language) ? template.language : 'en',
    template.id,
  );
  const save = useMutation(
    orpc.letters.saveTemplate.mutationOptions({
      onSuccess: () => {
        showToast({ text: 'Draft kept. It is printed once it is approved.' });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      title={`${LETTER_WORDS[template.kind]}, ${LANGUAGE_WORDS[template.language]}`}
      opened
      onClose={onClose}
      size={680}
    >
      <div className={styles.form}>
        <TextField label="Title" value={title} maxLength={200} onChange={setTitle} />
        {!own && (
          <>
            <SelectField
              label="For"
              choices={choices}
              value={plan}
              onChange={(value) => setPlan(value ?? EVERY_PLAN)}
            />
            <SelectField
              label="Language"
              help="others come as a PDF from the plan"
              choices={TYPESET_LANGUAGES.map((value) => ({ value, label: LANGUAGE_WORDS[value] }))}
              value={language}
              onChange={(value) => setLanguage(TYPESET_LANGUAGES.find((one) => one === value) ?? language)}
            />
          </>
        )}
        <TextArea
          label="Text"
          help="# heading, - list, ___ line to sign, {{field}}"
          className={styles.body}
          value={body}
          maxLength={20_000}
          onChange={setBody}
        />
        {save.error && <ErrorLine error={save.error} safe="Your text stays here." />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={save.isPending}
            onClick={() =>
              save.mutate({
                ...(own ? { id: template.id } : {}),
                kind: template.kind,
                planId: plan === EVERY_PLAN ? null : plan,
                language,
                title,
                body,
              })
            }
          >
            Keep draft
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
