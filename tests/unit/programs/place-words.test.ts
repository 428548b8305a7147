import { describe, expect, it } from 'vitest';
import { codeWhileTyping, placeOfWords } from '#shared/programs/place-words.ts';

const DAY = '2026-11-18';

describe('the words of a place', () => {
  it.each([
    ['Cedar House shelter', '04'],
    ['Street, under the Alder St. bridge', '27'],
    ['Motel 6, room 12', '16'],
    ['Highland Hospital, ward 5', '21'],
    ['ER at Highland', '23'],
    ['Her sister’s home', '12'],
    ['Our office', '11'],
    ['Public library', '99'],
    ['Lifelong clinic', '49'],
    ['Skilled nursing on 5th', '31'],
    ['Home', '12'],
  ])('%s is %s', (words, code) => expect(placeOfWords(words, 'in_person', DAY)?.code).toBe(code));

  it('name only what there was on the day and goes with the mode', () => {
    expect(placeOfWords('Street', 'in_person', '2023-09-30')?.code).toBe('99');
    expect(placeOfWords('Street', 'in_person', '2023-10-01')?.code).toBe('27');
    expect(placeOfWords('Cedar House shelter', 'phone', DAY)).toBeNull();
    expect(placeOfWords('Somewhere', 'in_person', DAY)).toBeNull();
  });

  it('carry the code along while they are typed, and a guess does not outlive them', () => {
    const home = { code: '12', label: 'Home' };
    expect(codeWhileTyping('Cedar House shelter', home, 'in_person', DAY)).toBe('04');
    expect(codeWhileTyping('Cedar Grove', home, 'in_person', DAY)).toBe('99');
    expect(codeWhileTyping('Ho', home, 'in_person', DAY)).toBe('12');
    expect(codeWhileTyping('Oak Center', { code: '15', label: 'Oak' }, 'in_person', DAY)).toBe('15');
    expect(codeWhileTyping('Cedar Grove', null, 'in_person', DAY)).toBe('99');
  });
});
