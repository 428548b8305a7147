import { ATTEMPT_METHODS, METHOD_WORDS } from '../outreach/attempt.ts';
import { layoutField as field, type Layout, type LayoutColumn, type LayoutField } from './column.ts';

const PLAN = 'Plan';
const AGENCY = 'Agency';
const MEMBER = 'Member';
const ATTEMPT = 'Attempt';

/** Everything an outreach tracker's column can carry; one row is one attempt. */
export const OUTREACH_TRACKER_FIELDS: readonly LayoutField[] = [
  field(PLAN, 'payerId', 'Payer id', 'text', 'BLUELARK'),
  field(PLAN, 'planName', 'Plan', 'text', 'Bluelark Health'),
  field(AGENCY, 'agencyName', 'Agency', 'text', 'Larkmeadow Care'),
  field(AGENCY, 'agencyNpi', 'Agency NPI', 'digits', '1234567893'),
  field(AGENCY, 'agencyTin', 'Agency TIN', 'digits', '941234567'),
  field(AGENCY, 'agencyPhone', 'Agency phone', 'phone', '5105550100'),
  field(MEMBER, 'memberName', 'Name', 'text', 'Desmond Rainfallow'),
  field(MEMBER, 'memberLastName', 'Last name', 'text', 'Rainfallow'),
  field(MEMBER, 'memberFirstName', 'First name', 'text', 'Desmond'),
  field(MEMBER, 'cin', 'CIN', 'digits', '90000412A'),
  field(MEMBER, 'planMemberId', 'Plan’s own member id', 'text', '000412'),
  field(MEMBER, 'birthDate', 'Birthday', 'date', '1971-05-02'),
  field(ATTEMPT, 'staffName', 'Staff member', 'text', 'Nadia Brightwater'),
  field(ATTEMPT, 'staffKind', 'Clinical or not', 'choice', 'non_clinical', [
    { value: 'clinical', label: 'Clinical' },
    { value: 'non_clinical', label: 'Non-clinical' },
  ]),
  field(ATTEMPT, 'attemptedOn', 'Day', 'date', '2026-11-12'),
  field(
    ATTEMPT,
    'method',
    'How',
    'choice',
    'phone',
    ATTEMPT_METHODS.map((value) => ({ value, label: METHOD_WORDS[value] })),
  ),
  field(ATTEMPT, 'successful', 'The member answered', 'flag', 'yes'),
  field(ATTEMPT, 'outcome', 'What came of it', 'choice', 'spoke_agreed', [
    { value: 'spoke_agreed', label: 'Spoke, agreed' },
    { value: 'spoke_declined', label: 'Spoke, declined' },
    { value: 'spoke_call_back', label: 'Spoke, call back' },
    { value: 'message_left', label: 'Message left' },
    { value: 'no_answer', label: 'No answer' },
    { value: 'wrong_number', label: 'Wrong number' },
    { value: 'not_found', label: 'Not found' },
    { value: 'third_party', label: 'Spoke with someone else' },
    { value: 'other', label: 'Other' },
  ]),
  field(ATTEMPT, 'minutes', 'Minutes', 'number', '12'),
  field(ATTEMPT, 'period', 'Reporting month', 'month', '2026-11'),
  field(ATTEMPT, 'producedOn', 'Day the file was built', 'date', '2026-12-03'),
];

function column(
  heading: string,
  key: string,
  more: Partial<Pick<LayoutColumn, 'required' | 'confirm'>> = {},
): LayoutColumn {
  return {
    heading,
    source: { from: 'field', field: key },
    format: null,
    values: {},
    required: true,
    confirm: '',
    ...more,
  };
}

/**
 * The outreach tracker file in the order of its 12 elements.
 *
 * @see DHCS member-level data exchange, as a public implementation writes it.
 */
export const DEFAULT_OUTREACH_TRACKER: Layout = {
  as: 'xlsx',
  fileNameTemplate: '{sender}_OTF_{month}_{sequence}',
  confirmedWith: '',
  columns: [
    column('Primary Payer (MCP) Identifier', 'payerId'),
    column('MCP Name', 'planName'),
    column('ECM Provider Name', 'agencyName'),
    column('ECM Provider NPI', 'agencyNpi'),
    column('ECM Provider TIN', 'agencyTin'),
    column('Client Name', 'memberName'),
    column('Member CIN', 'cin'),
    column('Provider Type', 'staffKind', { confirm: 'The plan’s own words for clinical and non-clinical.' }),
    column('Date of Outreach Attempt', 'attemptedOn'),
    column('Outreach Attempt Method', 'method', { confirm: 'The plan’s own words for the methods.' }),
    column('Outreach Attempt Successful', 'successful', { confirm: 'Y and N as we remember the layout.' }),
    column('Time Spent Performing Outreach', 'minutes', {
      required: false,
      confirm: 'Minutes; some plans want hours.',
    }),
  ],
};
