import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { dateInWords } from '#shared/dates.ts';
import type { OutreachCard as Card } from '#shared/outreach/contract.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { api, orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { openPanel, usePanelOpen } from '../app/panel/panel-state.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Clock } from '../components/clock.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf } from '../components/error-of.ts';
import { Flags } from '../components/flag.tsx';
import { Notice } from '../components/notice.tsx';
import { flagsOf, languageTag } from '../members/member-words.tsx';
import { AttemptForm } from './attempt-form.tsx';
import { needsNext } from './attempt-state.ts';
import { CloseForm, ExtendForm } from './end-forms.tsx';
import styles from './outreach.module.css';
import { useAttempt } from './use-attempt.ts';

/** What the page's footer needs to sign the attempt on screen. */
export interface Signing {
  readonly sign: () => void;
  readonly busy: boolean;
  /** "Sets a visit for Nov 25." */
  readonly words: string;
}

/** One member's outreach: header with the clock, what stands in the way, and the attempt that is being logged. */
export function OutreachCardView({
  card,
  today,
  onSigned,
  onSigning,
}: {
  readonly card: Card;
  readonly today: string;
  /** Called after an attempt was signed; `stay` when enrollment opens beside it. */
  readonly onSigned: (memberId: string, stay: boolean) => void;
  readonly onSigning: (signing: Signing | null) => void;
}) {
  const go = useGo();
  const panelOpen = usePanelOpen();
  const { user } = useSession();
  const [form, setForm] = useKept<'extend' | 'close' | null>('OutreachCardView.form', null, card.memberId);
  const attempt = useAttempt(card);
  const { draft } = attempt;
  const mayWrite = CARE_TEAM.includes(user.role);
  const mayLog = mayWrite && !card.readOnly && !card.ready;

  const log = useMutation({
    mutationFn: () => {
      attempt.forget();
      return api.outreach.log({ ...draft, memberId: card.memberId });
    },
    onSuccess: (result) => {
      const number = result.number === null ? 'Not counted' : `Attempt ${result.number}`;
      showToast({ text: `Signed. ${number}, ${result.line}.` });
      if (result.ready) openPanel({ kind: 'enroll', memberId: card.memberId, id: null });
      onSigned(card.memberId, result.ready);
    },
  });
  const reopen = useMutation(orpc.outreach.reopen.mutationOptions());
  const { mutate, isPending } = log;

  const words = signingWords(card, draft, today);
  useEffect(() => {
    onSigning(mayLog ? { sign: () => mutate(), busy: isPending, words } : null);
    return () => onSigning(null);
  }, [onSigning, mayLog, mutate, isPending, words]);

  const failure = log.error ? errorOf(log.error) : null;
  const field = failure?.detail.field;
  const left =
    card.left === 1 ? `1 attempt left` : card.left === 0 ? 'All attempts used' : `${card.left} attempts left`;

  return (
    <div className={styles.card}>
      <div className={styles.who}>
        <h2 className={styles.name} lang={languageTag(card.line.split(', ')[1] ?? null)}>
          {card.name}
        </h2>
        <p className={styles.facts}>{card.line}</p>
        <span className={styles.flags}>
          <Flags items={flagsOf(card)} max={3} />
        </span>
      </div>
      <div className={styles.clockLine}>
        {card.clock ? <Clock clock={card.clock} name="Outreach clock" /> : <span>{card.statusWords}</span>}
        {!card.readOnly && (
          <span>
            {left}
            {card.until ? ` by ${dateInWords(card.until, today)}` : ''}.
          </span>
        )}
        {mayWrite && !card.readOnly && (
          <>
            <Button variant="link" size="sm" onClick={() => setForm(form === 'extend' ? null : 'extend')}>
              Extend
            </Button>
            <Button variant="link" size="sm" onClick={() => setForm(form === 'close' ? null : 'close')}>
              Close outreach
            </Button>
          </>
        )}
        <Button variant="link" size="sm" onClick={() => go(`/members/${card.memberId}`)}>
          Open chart
        </Button>
      </div>
      {form === 'extend' && <ExtendForm card={card} today={today} onClose={() => setForm(null)} />}
      {form === 'close' && <CloseForm card={card} onClose={() => setForm(null)} />}
      {card.ready && (
        <div className={styles.notice}>
          <Notice
            state="done"
            title={`${card.name} said yes.`}
            actions={
              mayWrite &&
              !panelOpen && (
                <Button
                  variant="ember"
                  keys="Ctrl+Enter"
                  onClick={() => openPanel({ kind: 'enroll', memberId: card.memberId, id: null })}
                >
                  Enroll
                </Button>
              )
            }
          >
            {card.program === 'HHP' ? 'HHP asks for consent first.' : 'ECM asks for no consent.'}
          </Notice>
        </div>
      )}
      {card.left === 0 && !card.readOnly && !card.ready && (
        <div className={styles.notice}>
          <Notice state="due" title={`The plan’s ${card.wanted} attempts are used.`}>
            Extend the window with a reason, close outreach, or log another attempt.
          </Notice>
        </div>
      )}
      {card.readOnly && (
        <div className={styles.notice}>
          <Notice
            state="neutral"
            title={card.status === 'enrolled' ? 'Enrolled, so outreach is over.' : card.statusWords}
            actions={
              mayWrite &&
              card.status !== 'enrolled' &&
              card.status !== 'ended' && (
                <Button busy={reopen.isPending} onClick={() => reopen.mutate({ memberId: card.memberId })}>
                  Open again
                </Button>
              )
            }
          >
            {card.events.find((event) => event.kind === 'closed')?.words ?? 'Attempts stay on file.'}
          </Notice>
          {reopen.error ? <ErrorLine error={reopen.error} /> : null}
        </div>
      )}
      {mayLog && (
        <AttemptForm
          card={card}
          draft={draft}
          change={attempt.change}
          today={today}
          problem={failure && field ? { field, message: failure.message } : null}
        />
      )}
      {log.error && (!field || !['method', 'result', 'who', 'next', 'reasonId'].includes(field)) ? (
        <div className={styles.notice}>
          <ErrorLine error={log.error} safe="The attempt is kept as you chose it." />
        </div>
      ) : null}
    </div>
  );
}

function signingWords(card: Card, draft: ReturnType<typeof useAttempt>['draft'], today: string): string {
  if (draft.result === 'declined') return 'Closes outreach with this reason.';
  if (draft.next?.kind === 'ready') return 'Opens enrollment.';
  if (draft.next?.kind === 'date') {
    const what = draft.method === 'in_person' ? 'a visit' : 'the next contact';
    return `Sets ${what} for ${dateInWords(draft.next.on, today)}.`;
  }
  if (needsNext(draft)) return 'You reached somebody, so set the next contact.';
  return card.nextOn ? `Next contact was set for ${dateInWords(card.nextOn, today)}.` : '';
}
