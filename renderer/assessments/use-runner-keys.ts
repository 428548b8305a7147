import { useLayoutEffect, useRef, useState } from 'react';
import type { FormNode } from '#shared/assessments/compile.ts';
import type { Answer } from '#shared/assessments/questionnaire.ts';
import { announce } from '../app/announce.tsx';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { whyOf } from './question-marks.tsx';
import { choicesOf, firstBlank, questionsOf, sectionOf } from './questions.ts';
import { nextAnswers } from './use-choices.ts';
import type { Runner } from './use-runner.ts';

/** Where the focus shall go once the page has drawn what the last answer opened. */
type Wanted = { readonly at: string } | { readonly after: string } | { readonly review: true };

/**
 * Moves through the questions: digits answer and go on, Enter goes on, Alt+arrows change the section, w says why.
 *
 * The question the keys are on is the one that has the focus; questions that appear never take it.
 */
export function useRunnerKeys({
  runner,
  sections,
  current,
  setCurrent,
  locked,
  onSign,
}: {
  readonly runner: Runner;
  readonly sections: readonly FormNode[];
  readonly current: string | null;
  readonly setCurrent: (linkId: string) => void;
  readonly locked: boolean;
  readonly onSign: () => unknown;
}) {
  const { compiled, view } = runner;
  const [why, setWhy] = useState<string | null>(null);
  const node = current === null ? null : (compiled.byLinkId.get(current) ?? null);
  const [opened, setOpened] = useState<string | null>(() => (node ? sectionOf(node).linkId : null));
  const section = sections.find((each) => each.linkId === opened) ?? sections[0] ?? null;
  const wanted = useRef<Wanted | null>(current === null ? null : { at: current });

  // After every drawing: the new question must be there before it can take the focus.
  useLayoutEffect(() => {
    const target = wanted.current;
    if (!target) return;
    wanted.current = null;
    if ('review' in target) focusReview();
    else if ('at' in target) focusQuestion(target.at);
    else goOn(target.after);
  });

  function jump(linkId: string) {
    const there = compiled.byLinkId.get(linkId);
    if (!there) return;
    wanted.current = { at: linkId };
    setOpened(sectionOf(there).linkId);
    setCurrent(linkId);
  }

  function goOn(from: string, step = 1) {
    const questions = questionsOf(view).filter((each) => !each.readOnly);
    const next = questions[questions.findIndex((each) => each.linkId === from) + step];
    if (next) {
      if (sectionOf(next) === section) focusQuestion(next.linkId);
      else jump(next.linkId);
    } else if (step > 0) {
      // The answer just given is now the question's tab stop.
      focusQuestion(from);
      const blank = firstBlank(view);
      announce(
        blank ? 'End of the form. Some answers are left.' : 'Everything is answered. Control Enter signs.',
      );
    }
  }

  function answer(linkId: string, value: readonly Answer[]) {
    if (!locked) runner.answer(linkId, value.length === 0 ? null : value);
  }

  function pressDigit(digit: string) {
    if (!node || locked || node.readOnly || !isOnQuestion()) return false;
    const choice = choicesOf(node).find((each) => each.digit === digit);
    if (!choice) return false;
    const given = view.open.get(node.linkId)?.answers ?? [];
    const many = node.item.repeats === true;
    if (!many) wanted.current = { after: node.linkId };
    answer(node.linkId, nextAnswers(given, choice.answer, many));
    return true;
  }

  function openSection(to: FormNode) {
    const [first] = questionsOf(view, to);
    const blank = questionsOf(view, to).find((each) => view.open.get(each.linkId)?.answers.length === 0);
    setOpened(to.linkId);
    const target = blank ?? first;
    if (target) jump(target.linkId);
  }

  function changeSection(step: number) {
    const to = section && sections[sections.indexOf(section) + step];
    if (!to) return false;
    openSection(to);
    return true;
  }

  function openReview() {
    wanted.current = { review: true };
    const last = sections.at(-1);
    if (last && last !== section) setOpened(last.linkId);
    else focusReview();
  }

  function takeBack() {
    const linkId = runner.undo();
    if (linkId === null) return false;
    jump(linkId);
    announce('The answer before stands again.');
    return true;
  }

  function sayWhy() {
    if (!node || !isOnQuestion()) return false;
    setWhy((open) => (open === node.linkId ? null : node.linkId));
    if (why !== node.linkId) announce(whyOf(view, node));
    return true;
  }

  const step = (by: number) => (event: KeyboardEvent) => {
    if (current === null || !isOnQuestion() || event.target instanceof HTMLTextAreaElement) return false;
    goOn(current, by);
    return true;
  };

  useKeys([
    ...['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => ({
      keys: digit,
      label: digit === '0' ? 'Answer with its digit and move on' : `Answer ${digit}`,
      group: 'screen' as const,
      hidden: digit !== '0',
      run: () => pressDigit(digit),
    })),
    { keys: 'Enter', label: 'Next question', group: 'screen', inFields: true, run: step(1) },
    {
      keys: 'ArrowDown',
      label: 'Next question',
      group: 'screen',
      hidden: true,
      inFields: false,
      run: step(1),
    },
    { keys: 'ArrowUp', label: 'Previous question', group: 'screen', inFields: false, run: step(-1) },
    {
      keys: 'Alt+ArrowDown',
      label: 'Next section',
      group: 'screen',
      inFields: true,
      run: () => changeSection(1),
    },
    {
      keys: 'Alt+ArrowUp',
      label: 'Previous section',
      group: 'screen',
      inFields: true,
      run: () => changeSection(-1),
    },
    { keys: 'w', label: 'Why it is asked', group: 'screen', run: sayWhy },
    { keys: 'Alt+w', label: 'Why it is asked', group: 'screen', hidden: true, inFields: true, run: sayWhy },
    ...(locked
      ? []
      : [
          {
            keys: 'Ctrl+Enter',
            label: 'Sign, or go to the next blank',
            group: 'screen' as const,
            inFields: true,
            run: () => {
              void onSign();
            },
          },
          {
            keys: 'Ctrl+z',
            label: 'Take the last answer back',
            group: 'screen' as const,
            // A text field has its own.
            inFields: false,
            run: () => takeBack(),
          },
        ]),
  ]);

  return { section, jump, answer, openSection, openReview, whyOpen: why !== null && why === current };
}

/** Keys act on a question only while the focus is on one, or nowhere. */
function isOnQuestion(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.closest('[data-question]') !== null;
}

function focusQuestion(linkId: string): void {
  const question = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(linkId)}"]`);
  const stop = question?.querySelector<HTMLElement>('[tabindex="0"], input, textarea');
  stop?.focus({ preventScroll: true });
  question?.scrollIntoView({ block: 'nearest' });
}

function focusReview(): void {
  document.querySelector<HTMLElement>('#review-title')?.focus({ preventScroll: true });
  document.querySelector('#review')?.scrollIntoView({ block: 'start' });
}
