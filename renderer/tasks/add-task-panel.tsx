import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { REPEATS, type Repeat, repeatWords, ruleOf } from '#shared/tasks/recurrence.ts';
import { orpc } from '../api.ts';
import type { PanelProps } from '../app/panel/panels.tsx';
import { useSession } from '../app/session.tsx';
import { currentSubject } from '../app/subject.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { Panel } from '../components/panel.tsx';
import { SelectField } from '../components/select-field.tsx';
import { CheckField, TextArea, TextField } from '../components/text-field.tsx';
import styles from './tasks.module.css';

const FORM = 'add-task';
const KINDS = [
  { value: 'other', label: 'To do' },
  { value: 'call', label: 'Call' },
  { value: 'visit', label: 'Visit' },
  { value: 'conference', label: 'Case conference' },
  { value: 'letter', label: 'Letter' },
  { value: 'referral', label: 'Referral' },
  { value: 'follow_up', label: 'Follow-up' },
] as const;
type Kind = (typeof KINDS)[number]['value'];

/** Adds a task by hand, once or in a rhythm; about the member on the screen when there is one. */
export function AddTaskPanel({ memberId, onClose }: PanelProps) {
  const today = useToday();
  const { user } = useSession();
  const [begun] = useState(() => {
    const now = currentSubject();
    return now && (memberId === null || now.memberId === memberId) ? now : null;
  });
  // After a lock the chart behind the panel is not there yet: the task stays about the same member.
  const [kept, setKept] = useKept<typeof begun>('AddTaskPanel.subject', null, memberId);
  useEffect(() => {
    if (begun) setKept(begun);
  }, [begun]);
  const subject = kept ?? begun;
  const [about, setAbout] = useKept('AddTaskPanel.about', memberId !== null || subject !== null, memberId);
  const [title, setTitle] = useKept('AddTaskPanel.title', '', memberId);
  const [detail, setDetail] = useKept('AddTaskPanel.detail', '', memberId);
  const [kind, setKind] = useKept<Kind>('AddTaskPanel.kind', 'other', memberId);
  const [dueOn, setDueOn] = useKept<string | null>('AddTaskPanel.dueOn', today, memberId);
  const [repeat, setRepeat] = useKept<Repeat | null>('AddTaskPanel.repeat', null, memberId);
  const [owner, setOwner] = useKept<string | null>('AddTaskPanel.owner', user.id, memberId);
  const [urgent, setUrgent] = useKept('AddTaskPanel.urgent', false, memberId);
  const [asked, setAsked] = useState(false);
  const what = useRef<HTMLInputElement>(null);
  const staff = useQuery(orpc.users.list.queryOptions({ input: {} }));
  const add = useMutation(orpc.tasks.add.mutationOptions());
  const member = about ? (subject?.memberId ?? memberId) : null;

  const submit = () => {
    setAsked(true);
    if (!title.trim()) what.current?.focus();
    if (!title.trim() || add.isPending) return;
    add.mutate(
      {
        title: title.trim(),
        detail,
        kind,
        memberId: member,
        ownerId: owner,
        dueOn,
        urgent,
        ...(repeat && dueOn ? { repeat } : {}),
      },
      {
        onSuccess: ({ task }) => {
          showToast({ text: task.repeats ? `Added, comes ${task.repeats}.` : 'Added.' });
          onClose();
        },
      },
    );
  };
  return (
    <Panel
      title="Add task"
      subtitle={member && subject ? `About ${subject.name}` : undefined}
      onClose={onClose}
      footer={
        <>
          <Button keys="Escape" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="ember" keys="Ctrl+Enter" type="submit" form={FORM} busy={add.isPending}>
            Add task
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          ref={what}
          label="What"
          help="verb first"
          maxLength={200}
          value={title}
          onChange={setTitle}
          error={
            fieldError(add.error, 'title') ?? (asked && !title.trim() ? 'Say what is to be done.' : null)
          }
        />
        {subject && <CheckField label={`About ${subject.name}`} checked={about} onChange={setAbout} />}
        <SelectField
          label="Kind"
          choices={[...KINDS]}
          value={kind}
          onChange={(value) => setKind((value as Kind | null) ?? 'other')}
        />
        <DateField label="Due" optional value={dueOn} onChange={setDueOn} today={today} />
        <SelectField
          label="Comes again"
          optional
          choices={dueOn ? REPEATS.map((value) => ({ value, label: repeatWords(ruleOf(value, dueOn)) })) : []}
          emptyText="Give it a day first"
          value={dueOn ? repeat : null}
          onChange={(value) => setRepeat(value as Repeat | null)}
        />
        <SelectField
          label="Owner"
          help="empty: the member’s lead"
          optional
          choices={(staff.data ?? [])
            .filter((person) => person.active)
            .map((person) => ({ value: person.id, label: person.name }))}
          value={owner}
          onChange={setOwner}
        />
        <CheckField label="Cannot wait" checked={urgent} onChange={setUrgent} />
        <TextArea label="More" optional value={detail} onChange={setDetail} rows={3} />
        {add.error && !errorOf(add.error).detail.field ? (
          <ErrorLine error={add.error} safe="Nothing was added; your words are still here." />
        ) : null}
      </form>
    </Panel>
  );
}
