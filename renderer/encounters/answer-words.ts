export { ANSWER_KIND_WORDS as ANSWER_WORDS } from '#shared/encounters/answers/answer.ts';

/** What correcting a line will do, in one sentence. */
export const AGAIN_WORDS: Readonly<Record<'1' | '7' | '8', string>> = {
  '1': 'The plan never took it in, so it goes out anew.',
  '7': 'It goes out as a replacement of the plan’s claim, frequency 7.',
  '8': 'It goes out once more to take the claim back, frequency 8.',
};

/** `2026-11-18T09:41` as `2026-11-18` and `9:41 AM`; the plan wrote it on its own clock. */
export function momentParts(writtenAt: string): { readonly date: string; readonly time: string } {
  const [date = '', clock = ''] = writtenAt.split('T');
  const hour = Number(clock.slice(0, 2));
  const half = hour < 12 ? 'AM' : 'PM';
  return { date, time: clock === '' ? '' : `${((hour + 11) % 12) + 1}:${clock.slice(3, 5)} ${half}` };
}
