import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import { dateInWords } from '#shared/dates.ts';
import type { NoteDraft } from '#shared/notes/contract.ts';
import { SERVICE_MODE_WORDS, SERVICE_MODES, type ServiceMode } from '#shared/programs/pack.ts';
import { MoreMenu } from '../action-plans/more-menu.tsx';
import { api, orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { openPanel } from '../app/panel/panel-state.ts';
import { queryClient } from '../app/query-client.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ChoiceChips, ManyChips } from '../components/choice-chips.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf } from '../components/error-of.ts';
import fieldStyles from '../components/field.module.css';
import { Panel } from '../components/panel.tsx';
import { SavedMark } from '../components/saved-mark.tsx';
import { CodeLineCard } from './code-line.tsx';
import styles from './composer.module.css';
import { CosignField } from './cosign-field.tsx';
import { DiagnosisChips } from './diagnosis-chips.tsx';
import { FollowUps } from './follow-ups.tsx';
import { NoteTimer, pausedTimer, useSeconds } from './note-timer.tsx';
import { PlaceField } from './place-field.tsx';
import { ServiceChips } from './service-chips.tsx';
import { NoteText } from './text-templates.tsx';
import { useNoteDraft } from './use-note-draft.ts';
import { WhenFields } from './when-fields.tsx';

/** The field that a failed signing points at, by the field of the error. */
const FIELD_IDS: Readonly<Record<string, string>> = {
  place: 'note-place',
  minutes: 'note-minutes',
  text: 'note-text',
  serviceOn: 'note-when',
};

/** Writes one note: how, where, how long, what for, what happened, what next, with its code line in sight. */
export function Composer({ draft, onClose }: { readonly draft: NoteDraft; readonly onClose: () => void }) {
  const writing = useNoteDraft(draft);
  const { content, origins, line, change } = writing;
  const today = useToday();
  const go = useGo();
  const { user } = useSession();
  const seconds = useSeconds(content.timer);
  const how = useRef<HTMLDivElement>(null);
  const serviceRow = useRef<HTMLDivElement>(null);
  const [when, setWhen] = useKept('Composer.when', false, draft.id);
  const [cosignBy, setCosignBy] = useKept<string | null>('Composer.cosignBy', null, draft.id);
  const [asks, setAsks] = useKept('Composer.asks', false, draft.id);
  const ids = { minutes: 'note-minutes', present: useId() };

  // Putting the note away stops its clock: an hour at lunch is no service.
  const timer = useRef(content.timer);
  timer.current = content.timer;
  const signed = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      setTimeout(() => {
        if (here.current || signed.current || timer.current.runningSince === null) return;
        change({ timer: pausedTimer(timer.current) }, true);
      });
    };
  }, [change]);

  const sign = useMutation({
    mutationFn: async () => {
      if (!(await writing.flush())) throw new Error('not saved');
      return api.notes.sign({ id: draft.id, cosignBy });
    },
    onSuccess: (result) => {
      signed.current = true;
      const tasks =
        result.tasksSet === 0
          ? ''
          : result.tasksSet === 1
            ? ' 1 task set.'
            : ` ${result.tasksSet} tasks set.`;
      const words = result.note.line?.words ?? '';
      showToast({ text: `Signed. ${words.charAt(0).toUpperCase()}${words.slice(1)}.${tasks}` });
      onClose();
    },
    onError: (error) => {
      const { field } = errorOf(error).detail;
      if (field === 'serviceOn') setWhen(true);
      if (field === 'mode') how.current?.querySelector<HTMLElement>('[role="radio"]')?.focus();
      else if (field === 'services') serviceRow.current?.querySelector<HTMLElement>('button')?.focus();
      else requestAnimationFrame(() => document.getElementById(FIELD_IDS[field ?? ''] ?? '')?.focus());
    },
  });

  const discard = useMutation(
    orpc.notes.discard.mutationOptions({
      onSuccess: () => {
        signed.current = true;
        const undo = async () => {
          await api.notes.restore({ id: draft.id });
          await queryClient.invalidateQueries();
          openPanel({ kind: 'note', memberId: draft.memberId, id: draft.id });
        };
        showToast({ text: 'Put the draft away. It can come back for 30 days.', undo });
        onClose();
      },
    }),
  );

  const chooseMode = (mode: ServiceMode) => change({ mode }, true);
  useKeys(
    SERVICE_MODES.map((mode, index) => ({
      keys: String(index + 1),
      label: SERVICE_MODE_WORDS[mode],
      group: 'screen' as const,
      run: () => chooseMode(mode),
    })),
    { layer: 'panel' },
  );

  const goals = [
    ...draft.goals,
    ...content.goals.filter((goal) => draft.goals.every((known) => known.id !== goal.id)),
  ];
  const field = sign.error ? errorOf(sign.error).detail.field : undefined;
  const minutes = content.minutes ?? Math.floor(seconds / 60);
  const began = content.startTime ? `, from ${timeWords(content.startTime)}` : '';

  return (
    <Panel
      title="New note"
      subtitle={
        <button
          type="button"
          id="note-when"
          className={styles.when}
          aria-expanded={when}
          onClick={() => setWhen((now) => !now)}
        >
          {draft.memberName}, {dateInWords(content.serviceOn, today)}
          {began}
        </button>
      }
      right={
        <>
          <NoteTimer
            timer={content.timer}
            seconds={seconds}
            onChange={(next) => change({ timer: next }, true)}
          />
          <MoreMenu
            name="More with this note"
            entries={[
              { label: 'Change day, start or worker', run: () => setWhen(true) },
              { label: 'Ask for a second signature', run: () => setAsks(true) },
              { label: 'Discard this draft', run: () => discard.mutate({ id: draft.id }) },
            ]}
          />
        </>
      }
      onClose={onClose}
      pinned={
        <div className={styles.pinned}>
          <div className={styles.row}>
            <span className={styles.label}>Follow-up</span>
            <FollowUps
              noteId={draft.id}
              followUps={content.followUps}
              today={today}
              onChange={(followUps) => change({ followUps }, true)}
            />
          </div>
          <CodeLineCard
            line={line}
            onRule={user.role === 'administrator' ? () => go('/admin/rules') : undefined}
            onCheck={(check) => {
              if (check.noteId) go(`/members/${draft.memberId}/notes`, { note: check.noteId });
              else
                document.getElementById(check.key === 'place' ? 'note-place' : 'note-add-diagnosis')?.focus();
            }}
          />
          {sign.error && <ErrorLine error={sign.error} safe="The note is kept as a draft." />}
          {discard.error && <ErrorLine error={discard.error} />}
        </div>
      }
      footer={
        <>
          <SavedMark at={writing.savedAt} failed={writing.failed} note="every keystroke kept" />
          <Button keys="Esc" onClick={onClose}>
            Finish later
          </Button>
          <Button variant="ember" keys="Ctrl+Enter" busy={sign.isPending} onClick={() => sign.mutate()}>
            Sign note
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {asks && <CosignField value={cosignBy} onChange={setCosignBy} />}
        {when && <WhenFields noteId={draft.id} content={content} today={today} onChange={change} />}
        <div className={styles.row} ref={how}>
          <span className={styles.label}>How</span>
          <ChoiceChips<ServiceMode>
            label="How"
            choices={SERVICE_MODES.map((mode) => ({ value: mode, label: SERVICE_MODE_WORDS[mode] }))}
            value={content.mode}
            onChange={chooseMode}
          />
        </div>
        <div className={styles.row}>
          <span className={styles.label}>Where</span>
          <div className={styles.where}>
            <PlaceField
              id="note-place"
              place={content.place}
              mode={content.mode ?? 'in_person'}
              serviceOn={content.serviceOn}
              origin={origins.place}
              invalid={field === 'place'}
              onChange={(place, now) => change({ place }, now)}
            />
            <label className={styles.inline}>
              Minutes
              <input
                id={ids.minutes}
                type="text"
                inputMode="numeric"
                autoComplete="off"
                className={fieldStyles.input}
                aria-invalid={field === 'minutes' || undefined}
                value={String(minutes)}
                onChange={(event) => {
                  const typed = event.currentTarget.value.replace(/\D/g, '').slice(0, 4);
                  change({ minutes: typed === '' ? null : Math.min(1440, Number(typed)) });
                }}
              />
            </label>
            <label className={styles.inline} htmlFor={ids.present}>
              With
              <input
                id={ids.present}
                type="text"
                autoComplete="off"
                className={fieldStyles.input}
                value={content.present}
                onChange={(event) => change({ present: event.currentTarget.value })}
              />
            </label>
          </div>
        </div>
        <div className={styles.row} ref={serviceRow}>
          <span className={styles.label}>Service</span>
          <ServiceChips
            draft={draft}
            services={content.services}
            onChange={(services) => change({ services }, true)}
          />
        </div>
        {goals.length > 0 && (
          <div className={styles.row}>
            <span className={styles.label}>Goals</span>
            <ManyChips
              label="Goals"
              choices={goals.map((goal) => ({ value: goal.id, label: goal.label }))}
              value={content.goals.map((goal) => goal.id)}
              onChange={(next) => change({ goals: goals.filter((goal) => next.includes(goal.id)) }, true)}
            />
          </div>
        )}
        <div className={styles.row}>
          <span className={styles.label}>Diagnosis</span>
          <DiagnosisChips
            diagnoses={content.diagnoses}
            serviceOn={content.serviceOn}
            onChange={(diagnoses) => change({ diagnoses }, true)}
          />
        </div>
        <NoteText
          id="note-text"
          text={content.text}
          invalid={field === 'text'}
          onChange={(text) => change({ text })}
        />
      </div>
    </Panel>
  );
}

/** "10:32 AM" of a time of day `HH:MM`. */
function timeWords(time: string): string {
  const hours = Number(time.slice(0, 2));
  return `${((hours + 11) % 12) + 1}:${time.slice(3, 5)} ${hours < 12 ? 'AM' : 'PM'}`;
}
