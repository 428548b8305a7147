import type { Pack, PackRow, RowCondition } from './pack.ts';

const REMEMBERED =
  'Health Homes Program coding as practiced from 2018 to 2021. No public document shows the modifier table.';

function row(id: string, when: RowCondition, modifier: string): PackRow {
  return {
    id,
    program: 'HHP',
    effectiveFrom: '2018-07-01',
    effectiveTo: '2021-12-31',
    when,
    code: 'G0506',
    modifiers: [modifier],
    unitsFrom: 'minutes',
    source: REMEMBERED,
    confirmed: 'confirm_with_plan',
  };
}

/**
 * Health Homes Program: G0506 carries every service, the modifier says mode and staff.
 *
 * U7 covers all engagement before enrollment, so staff type and mode are lost in the code and live in the note.
 * HHP ended on 2021-12-31; the pack stays for history, audits and late corrections.
 */
export const HHP_PACK: Pack = {
  program: 'HHP',
  title: 'HHP coding',
  effectiveFrom: '2018-07-01',
  effectiveTo: '2021-12-31',
  consentBeforeService: true,
  rows: [
    row(
      'hhp.service.in-person.clinical',
      { phase: 'service', memberPresent: true, modes: ['in_person'], clinical: true },
      'U1',
    ),
    row(
      'hhp.service.remote.clinical',
      { phase: 'service', memberPresent: true, modes: ['phone', 'video'], clinical: true },
      'U2',
    ),
    row(
      'hhp.service.other.clinical',
      { phase: 'service', memberPresent: false, modes: null, clinical: true },
      'U3',
    ),
    row(
      'hhp.service.in-person.non-clinical',
      { phase: 'service', memberPresent: true, modes: ['in_person'], clinical: false },
      'U4',
    ),
    row(
      'hhp.service.remote.non-clinical',
      { phase: 'service', memberPresent: true, modes: ['phone', 'video'], clinical: false },
      'U5',
    ),
    row(
      'hhp.service.other.non-clinical',
      { phase: 'service', memberPresent: false, modes: null, clinical: false },
      'U6',
    ),
    row('hhp.outreach', { phase: 'outreach', memberPresent: null, modes: null, clinical: null }, 'U7'),
  ],
  notCoded: [{ when: 'Text message to an enrolled member', because: 'HHP has no code for a text message.' }],
};
