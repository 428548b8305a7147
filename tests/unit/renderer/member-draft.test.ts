import { describe, expect, it } from 'vitest';
import { checkCin, emptyMember, toMemberInput } from '#renderer/members/member-draft.ts';

describe('checkCin', () => {
  it.each([
    ['90000412A', null],
    [' 90000412a ', null],
    ['', 'CIN is empty. It has 8 digits and a letter.'],
    ['9000041', 'CIN has 7 characters, needs 9.'],
    ['9000041AB', 'A CIN is 8 digits and a letter, such as 90000412A.'],
  ])('%j: %s', (typed, expected) => {
    expect(checkCin(typed)).toBe(expected);
  });
});

describe('toMemberInput', () => {
  it('sends empty fields as null, and the CIN in capitals', () => {
    const draft = {
      ...emptyMember('lead'),
      cin: ' 90000412a',
      firstName: ' Marisol ',
      lastName: 'Guavatree',
      tier: ' ',
    };
    const input = toMemberInput(draft, 'plan', '1992-03-03');
    expect(input).toMatchObject({
      cin: '90000412A',
      firstName: 'Marisol',
      tier: null,
      phone: null,
      leadId: 'lead',
    });
  });
});
