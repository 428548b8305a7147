import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { nodeWords } from '#shared/assessments/compile.ts';
import type { Assessment, Trend } from '#shared/assessments/contract.ts';
import { orpc } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { useGo } from '../app/go.ts';
import { usePanelOpen } from '../app/panel/panel-state.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { cx } from '../components/cx.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf } from '../components/error-of.ts';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { SavedMark } from '../components/saved-mark.tsx';
import { Tag } from '../components/tag.tsx';
import { dayOfInstant } from '../components/time-text.ts';
import { choicesOf, firstBlank, sectionsOf } from './questions.ts';
import { Review, signedWords } from './review.tsx';
import { RunnerContext } from './runner-context.ts';
import styles from './runner-screen.module.css';
import { ScoreRail } from './score-rail.tsx';
import { SectionBlocks } from './section-blocks.tsx';
import { SectionList } from './section-list.tsx';
import { SignedActions } from './signed-actions.tsx';
import { useRunner } from './use-runner.ts';
import { useRunnerKeys } from './use-runner-keys.ts';

/** The runner itself, for one loaded assessment. */
export function RunnerScreen({
  assessment,
  trends,
}: {
  readonly assessment: Assessment;
  readonly trends: readonly Trend[];
}) {
  const { id, memberId, state } = assessment;
  const go = useGo();
  const panelOpen = usePanelOpen();
  const runner = useRunner(assessment);
  const { form, compiled, view, missing } = runner;
  const sections = sectionsOf(compiled);
  const locked = state !== 'draft';
  const [current, setCurrent] = useState<string | null>(() => firstBlank(view)?.linkId ?? null);
  const chart = `/members/${memberId}/assessments`;
  const sign = useMutation(
    orpc.assessments.sign.mutationOptions({
      onSuccess: ({ tasks }) => {
        go(chart);
        showToast({ text: signedWords(tasks.length) });
      },
      onError: (error) => {
        const { field } = errorOf(error).detail;
        if (field) keys.jump(field);
      },
    }),
  );
  const restore = useMutation(orpc.assessments.restore.mutationOptions());
  const discard = useMutation(
    orpc.assessments.discard.mutationOptions({
      onSuccess: () => {
        go(chart);
        showToast({ text: `${form.title} discarded. Kept for 30 days.`, undo: () => restore.mutate({ id }) });
      },
    }),
  );

  const ready = missing.length === 0;
  const left = missing.length === 1 ? '1 answer left' : `${missing.length} answers left`;
  const press = async () => {
    if (!ready) {
      announce(left);
      const blank = firstBlank(view);
      if (blank) keys.jump(blank.linkId);
      return;
    }
    if ((await runner.flush()) && !sign.isPending) sign.mutate({ id });
  };
  const keys = useRunnerKeys({ runner, sections, current, setCurrent, locked, onSign: press });
  const node = current === null ? null : (compiled.byLinkId.get(current) ?? null);
  const digits = node ? choicesOf(node).flatMap((choice) => choice.digit ?? []) : [];

  const actions = locked ? (
    <>
      <SignedMark assessment={assessment} />
      <SignedActions assessment={assessment} />
      <Button onClick={() => go(chart)}>Back to the chart</Button>
    </>
  ) : (
    <>
      <span className={styles.saved}>
        <SavedMark at={runner.savedAt} failed={runner.failed} />
      </span>
      <Button
        onClick={() => {
          void runner.flush();
          go(chart);
        }}
      >
        Stop here
      </Button>
      {!ready && (
        <span className={styles.left} id="answers-left">
          {left}
        </span>
      )}
      <Button
        variant={ready ? 'ember' : 'default'}
        className={cx(!ready && styles.quietSign)}
        keys="Ctrl+Enter"
        busy={sign.isPending}
        aria-describedby={ready ? undefined : 'answers-left'}
        onClick={() => void press()}
      >
        Sign
      </Button>
    </>
  );

  const controls = { runner, current, setCurrent, answer: keys.answer, locked, whyOpen: keys.whyOpen };
  return (
    <RunnerContext value={controls}>
      <Page
        title={form.title}
        subtitle={`${assessment.memberName}, English, form ${form.questionnaire.version}`}
        actions={actions}
        side={
          !panelOpen && (
            <SectionList
              runner={runner}
              sections={sections}
              current={keys.section}
              digits={locked || digits.length < 2 ? null : [digits[0] ?? '', digits.at(-1) ?? '']}
              onOpen={keys.openSection}
              onReview={keys.openReview}
            />
          )
        }
        sideWidth={200}
        rail={
          <ScoreRail
            runner={runner}
            trends={trends}
            signed={state === 'signed'}
            assessmentId={id}
            section={keys.section}
          />
        }
        railWidth={252}
        railFrom="below"
      >
        {runner.problem !== null && (
          <ErrorLine error={runner.problem} safe="What you entered is still on this screen." />
        )}
        {sign.error && <ErrorLine error={sign.error} safe="All answers are saved." />}
        {assessment.amends && (
          <Notice state="neutral">Amends an earlier version: {assessment.amends.reason}</Notice>
        )}
        {assessment.hasNewerForm && (
          <Notice state="neutral">
            This form has a newer version. This assessment keeps the one it was begun with,{' '}
            {form.questionnaire.version}.
          </Notice>
        )}
        {keys.section && (
          <section aria-labelledby="section-title">
            <h2 id="section-title" className={styles.section}>
              {nodeWords(keys.section)}
              {keys.section.item.text && <span className={styles.intro}>{keys.section.item.text}</span>}
            </h2>
            <SectionBlocks section={keys.section} />
          </section>
        )}
        {keys.section === sections.at(-1) && (
          <Review
            assessment={assessment}
            runner={runner}
            onJump={keys.jump}
            onDiscard={locked ? null : () => void runner.flush().then(() => discard.mutate({ id }))}
          />
        )}
      </Page>
    </RunnerContext>
  );
}

function SignedMark({ assessment }: { readonly assessment: Assessment }) {
  const { signedAt, signedBy, state } = assessment;
  if (state === 'discarded')
    return <Tag state="neutral">Discarded. Bring it back from the chart to go on.</Tag>;
  return (
    <Tag state="done">
      Signed {signedAt && dayOfInstant(signedAt)} by {signedBy?.name}
    </Tag>
  );
}
