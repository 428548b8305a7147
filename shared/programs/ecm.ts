import type { Pack, PackRow, RowCondition } from './pack.ts';

const THIRD_PARTY =
  'A billing guide of a third party (carepatron.com, HCPCS code G9012). The binding table is the DHCS paper ' +
  '“Coding Options for ECM and Community Supports”.';
const TWIN = 'Shipped as the clinical twin of the G9012 row. No public document shows it.';
const TEXT =
  'Shipped because GQ means “not in person”. The public row names phone and telehealth, not text messages.';

function row(
  id: string,
  when: RowCondition,
  code: string,
  modifiers: readonly string[],
  source: string,
): PackRow {
  return {
    id,
    program: 'ECM',
    effectiveFrom: '2022-01-01',
    effectiveTo: null,
    when,
    code,
    modifiers,
    unitsFrom: when.phase === 'outreach' ? 'attempt' : 'minutes',
    source,
    confirmed: source === THIRD_PARTY ? 'sourced' : 'confirm_with_plan',
  };
}

function service(modes: RowCondition['modes'], clinical: boolean): RowCondition {
  return { phase: 'service', memberPresent: true, modes, clinical };
}

function outreach(modes: RowCondition['modes'], clinical: boolean): RowCondition {
  return { phase: 'outreach', memberPresent: true, modes, clinical };
}

/**
 * Enhanced Care Management: the code says who (G9008 clinical, G9012 not), U1 and U2 a service, U8 an outreach
 * attempt before enrollment, GQ that it was not in person.
 *
 * ECM began on 2022-01-01. The letters mean something else in HHP, so rows are never looked up by modifier.
 *
 * @see DHCS, "Coding Options for ECM and Community Supports"; rows without a public source wait for the plan.
 */
export const ECM_PACK: Pack = {
  program: 'ECM',
  title: 'ECM coding',
  effectiveFrom: '2022-01-01',
  effectiveTo: null,
  consentBeforeService: false,
  rows: [
    row('ecm.service.in-person.non-clinical', service(['in_person'], false), 'G9012', ['U2'], THIRD_PARTY),
    row(
      'ecm.service.remote.non-clinical',
      service(['phone', 'video'], false),
      'G9012',
      ['U2', 'GQ'],
      THIRD_PARTY,
    ),
    row('ecm.service.text.non-clinical', service(['text'], false), 'G9012', ['U2', 'GQ'], TEXT),
    row('ecm.service.in-person.clinical', service(['in_person'], true), 'G9008', ['U1'], TWIN),
    row('ecm.service.remote.clinical', service(['phone', 'video'], true), 'G9008', ['U1', 'GQ'], TWIN),
    row('ecm.service.text.clinical', service(['text'], true), 'G9008', ['U1', 'GQ'], TEXT),
    row('ecm.outreach.in-person.non-clinical', outreach(['in_person'], false), 'G9012', ['U8'], THIRD_PARTY),
    row(
      'ecm.outreach.remote.non-clinical',
      outreach(['phone', 'video', 'text'], false),
      'G9012',
      ['U8', 'GQ'],
      THIRD_PARTY,
    ),
    row('ecm.outreach.in-person.clinical', outreach(['in_person'], true), 'G9008', ['U8'], TWIN),
    row(
      'ecm.outreach.remote.clinical',
      outreach(['phone', 'video', 'text'], true),
      'G9008',
      ['U8', 'GQ'],
      TWIN,
    ),
  ],
  notCoded: [{ when: 'Member not there', because: 'ECM has no code for work without the member.' }],
};
