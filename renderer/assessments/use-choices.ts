import { type KeyboardEvent, useRef } from 'react';
import type { FormNode } from '#shared/assessments/compile.ts';
import type { Answer } from '#shared/assessments/questionnaire.ts';
import type { Choice } from './questions.ts';
import { isChosen } from './questions.ts';
import { useRunnerControls } from './runner-context.ts';

/**
 * What the choices of one question share: one tab stop, arrows that move without choosing, a click that chooses.
 *
 * Arrows do not choose as they do in plain radio groups: passing over an answer must never set off what it means.
 */
export function useChoices(node: FormNode, choices: readonly Choice[]) {
  const { runner, answer, locked, setCurrent } = useRunnerControls();
  const group = useRef<HTMLDivElement>(null);
  const given = runner.view.open.get(node.linkId)?.answers ?? [];
  const many = node.item.repeats === true;
  const off = locked || node.readOnly;
  const chosen = choices.findIndex((choice) => isChosen(given, choice.answer));
  const stop = Math.max(0, chosen);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    const radios = [...(group.current?.querySelectorAll<HTMLElement>('[data-choice]') ?? [])];
    const at = radios.indexOf(document.activeElement as HTMLElement);
    radios[(Math.max(0, at) + step + radios.length) % radios.length]?.focus();
  };

  return {
    group,
    groupProps: {
      role: many ? 'group' : 'radiogroup',
      'data-question': node.linkId,
      'aria-labelledby': `q-${node.linkId}`,
      'aria-describedby': `q-${node.linkId}-marks`,
      'aria-required': (node.required && !many) || undefined,
      'aria-disabled': off || undefined,
      onKeyDown,
      onFocus: () => setCurrent(node.linkId),
    } as const,
    propsOf: (choice: Choice, index: number) => {
      const on = isChosen(given, choice.answer);
      return {
        type: 'button',
        role: many ? 'checkbox' : 'radio',
        'data-choice': true,
        'aria-checked': on,
        'aria-disabled': off || undefined,
        tabIndex: index === stop ? 0 : -1,
        onClick: () => {
          if (!off) answer(node.linkId, nextAnswers(given, choice.answer, many));
        },
      } as const;
    },
    isOn: (choice: Choice) => isChosen(given, choice.answer),
  };
}

/** One answer replaces another; where several are allowed, choosing again takes one away. */
export function nextAnswers(given: readonly Answer[], answer: Answer, many: boolean): readonly Answer[] {
  if (!many) return [answer];
  return isChosen(given, answer) ? given.filter((each) => !isChosen([each], answer)) : [...given, answer];
}
