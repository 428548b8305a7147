import { closeReasons } from '../programs/close-reasons.ts';
import { POPULATIONS_OF_FOCUS } from '../programs/populations-of-focus.ts';
import { layoutField as field, type Layout, type LayoutColumn, type LayoutField } from './column.ts';

const PLAN = 'Plan';
const MEMBER = 'Member';
const ECM = 'Enhanced Care Management';
const LEAD = 'Lead care manager';
const REFERRAL = 'Closed-loop referral';
const FILE = 'File';
const AGENCY = 'Agency';

/** Where a member stands, in our own neutral words; each plan gets its own. */
export const ECM_STATUSES = [
  { value: 'assigned', label: 'Assigned' },
  { value: 'in_outreach', label: 'In outreach' },
  { value: 'reached', label: 'Reached' },
  { value: 'enrolled', label: 'Enrolled' },
  { value: 'declined', label: 'Declined' },
  { value: 'unable_to_reach', label: 'Unable to reach' },
  { value: 'excluded', label: 'Excluded' },
  { value: 'returned', label: 'Returned to plan' },
  { value: 'ended', label: 'Discontinued' },
] as const;

/** Where a referral stands. Only "Declined" has a public source; the other words wait for the plan. */
export const REFERRAL_STATUSES = [
  { value: 'pending', label: 'Pending' },
  { value: 'outreach_initiated', label: 'Outreach Initiated' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'declined', label: 'Declined' },
  { value: 'closed', label: 'Referral Loop Closed' },
] as const;

/** Why a referral's loop is closed. Only "Services Received" has a public source. */
export const REFERRAL_CLOSURES = [
  { value: 'services_received', label: 'Services Received' },
  { value: 'unable_to_reach', label: 'Unable to Reach Member' },
  { value: 'not_eligible', label: 'Member No Longer Eligible' },
  { value: 'member_declined', label: 'Member No Longer Needs Services or Declined' },
  { value: 'other', label: 'Other' },
] as const;

const REASONS = closeReasons('ECM');

/** Everything a return file's column can carry. */
export const RETURN_FILE_FIELDS: readonly LayoutField[] = [
  field(PLAN, 'payerId', 'Payer id', 'text', 'BLUELARK'),
  field(PLAN, 'planName', 'Plan', 'text', 'Bluelark Health'),
  field(MEMBER, 'cin', 'CIN', 'digits', '90000412A'),
  field(MEMBER, 'planMemberId', 'Plan’s own member id', 'text', '000412'),
  field(MEMBER, 'mrn', 'Medical record number', 'text', '7001'),
  field(MEMBER, 'memberLastName', 'Last name', 'text', 'Rainfallow'),
  field(MEMBER, 'memberFirstName', 'First name', 'text', 'Desmond'),
  field(MEMBER, 'birthDate', 'Birthday', 'date', '1971-05-02'),
  field(MEMBER, 'ageGroup', 'Adult or child', 'choice', 'adult', [
    { value: 'adult', label: 'Adult' },
    { value: 'child', label: 'Child/Youth' },
  ]),
  field(MEMBER, 'newAddress', 'Address changed in the month', 'flag', 'no'),
  field(MEMBER, 'homeless', 'Homeless', 'flag', 'yes'),
  field(MEMBER, 'memberAddress', 'Street', 'text', '200 Oak St'),
  field(MEMBER, 'memberCity', 'City', 'text', 'Oakland'),
  field(MEMBER, 'memberState', 'State', 'text', 'CA'),
  field(MEMBER, 'memberZip', 'ZIP', 'digits', '94607'),
  field(MEMBER, 'newPhone', 'Phone changed in the month', 'flag', 'no'),
  field(MEMBER, 'memberPhone', 'Phone', 'phone', '5105550142'),
  field(MEMBER, 'language', 'Language spoken', 'text', 'Spanish'),
  field(ECM, 'focusKnown', 'Any population of focus', 'flag', 'yes'),
  field(ECM, 'focus', 'Populations of focus', 'text', '1a 3'),
  ...POPULATIONS_OF_FOCUS.map(({ code, label }) =>
    field(ECM, `focus.${code}`, `Population ${code}: ${label}`, 'flag', code === '1a' ? 'yes' : 'no'),
  ),
  field(ECM, 'status', 'Status', 'choice', 'enrolled', ECM_STATUSES),
  field(ECM, 'acuity', 'Acuity or tier', 'text', '2'),
  field(ECM, 'enrolledOn', 'Enrolled on', 'date', '2026-09-01'),
  field(ECM, 'endedOn', 'Ended on', 'date', ''),
  field(ECM, 'authorization', 'Authorization number', 'text', 'AUTH12345'),
  field(ECM, 'authorizationStart', 'Authorization from', 'date', '2026-09-01'),
  field(ECM, 'authorizationEnd', 'Authorization to', 'date', '2027-08-31'),
  field(ECM, 'planRevisedOn', 'Care plan last signed', 'date', '2026-10-12'),
  field(ECM, 'conferenceOn', 'Last care conference', 'date', '2026-10-20'),
  field(ECM, 'assessmentStartedOn', 'Assessment begun', 'date', '2026-09-03'),
  field(ECM, 'assessmentDoneOn', 'Last assessment signed', 'date', '2026-09-10'),
  field(ECM, 'encounterOn', 'Last encounter', 'date', '2026-11-12'),
  field(ECM, 'discontinuedOn', 'Discontinued on', 'date', ''),
  field(ECM, 'reasonCode', 'Reason code', 'text', ''),
  field(
    ECM,
    'reason',
    'Reason',
    'choice',
    '',
    REASONS.map(({ id, label }) => ({ value: id, label })),
  ),
  field(ECM, 'inPersonCount', 'Encounters in person in the month', 'number', '2'),
  field(ECM, 'remoteCount', 'Encounters by phone or video in the month', 'number', '1'),
  field(LEAD, 'leadName', 'Name', 'text', 'Nadia Brightwater'),
  field(LEAD, 'leadPhone', 'Phone', 'phone', '5105550100'),
  field(LEAD, 'leadEmail', 'Email', 'text', 'care@larkmeadow.example'),
  field(REFERRAL, 'referralStatus', 'Referral status', 'choice', 'closed', REFERRAL_STATUSES),
  field(REFERRAL, 'referralUpdatedOn', 'Day of the referral status', 'date', '2026-09-01'),
  field(
    REFERRAL,
    'referralClosure',
    'Reason the loop is closed',
    'choice',
    'services_received',
    REFERRAL_CLOSURES,
  ),
  field(FILE, 'producedOn', 'Day the file was built', 'date', '2026-12-03'),
  field(FILE, 'period', 'Reporting month', 'month', '2026-11'),
  field(AGENCY, 'agencyName', 'Agency', 'text', 'Larkmeadow Care'),
  field(AGENCY, 'agencyNpi', 'Agency NPI', 'digits', '1234567893'),
  field(AGENCY, 'agencyTin', 'Agency TIN', 'digits', '941234567'),
  field(AGENCY, 'agencyPhone', 'Agency phone', 'phone', '5105550100'),
];

/** A column in short: heading, field, and what else there is to say. */
function column(
  heading: string,
  key: string,
  more: Partial<Pick<LayoutColumn, 'format' | 'required' | 'confirm' | 'values'>> = {},
): LayoutColumn {
  return {
    heading,
    source: { from: 'field', field: key },
    format: null,
    values: {},
    required: false,
    confirm: '',
    ...more,
  };
}

const must = { required: true } as const;
const FLAG = 'Y and N as we remember the layout.';
const CODES = 'The plan’s own code list was not found; our words stand in.';
const CLR = 'Only the name of the element is published; the codes are the plan’s to say.';

/**
 * The return transmission file in the order of its 38 elements, and the three of closed-loop referrals after them.
 *
 * @see DHCS member-level data exchange, as a public implementation writes it; DHCS CLR FAQ for the last three.
 */
export const DEFAULT_RETURN_FILE: Layout = {
  as: 'xlsx',
  fileNameTemplate: '{sender}_RTF_{month}_{sequence}',
  confirmedWith: '',
  columns: [
    column('Primary Payer (MCP) Identifier', 'payerId', must),
    column('MCP Name', 'planName', must),
    column('Member Client Index Number (CIN)', 'cin', must),
    column('Member Last Name', 'memberLastName', must),
    column('Member First Name', 'memberFirstName', must),
    column('Member New Address Indicator', 'newAddress', { confirm: FLAG }),
    column('Member Homelessness Indicator', 'homeless', { confirm: FLAG }),
    column('Member Residential Address', 'memberAddress'),
    column('Member Residential City', 'memberCity'),
    column('Member Residential State', 'memberState'),
    column('Member Residential Zip', 'memberZip'),
    column('Member New Phone Number Indicator', 'newPhone', { confirm: FLAG }),
    column('Member Phone Number', 'memberPhone', { confirm: 'Ten digits as we remember the layout.' }),
    column('Member POF Indicator', 'focusKnown', { confirm: FLAG }),
    column('Member POF', 'focus', {
      required: true,
      confirm: 'How several are written is the plan’s to say.',
    }),
    column('Member ECM Status', 'status', { required: true, confirm: CODES }),
    column('Member Acuity Level', 'acuity', { confirm: 'The plan’s own tiers.' }),
    column('ECM Enrollment Start Date', 'enrolledOn'),
    column('ECM Enrollment End Date', 'endedOn'),
    column('Date of Latest Care Plan Revision', 'planRevisedOn'),
    column('Date of Most Recent Care Conference', 'conferenceOn'),
    column('Date Assessment Started', 'assessmentStartedOn'),
    column('Date of Most Recent Completed Assessment', 'assessmentDoneOn'),
    column('Date of Most Recent Encounter with Member', 'encounterOn'),
    column('ECM Lead Care Manager Name', 'leadName', must),
    column('ECM Lead Care Manager Phone', 'leadPhone', must),
    column('ECM Lead Care Manager Email', 'leadEmail', must),
    column('Discontinuation Date', 'discontinuedOn'),
    column('Discontinuation Reason Code', 'reasonCode', {
      confirm: 'Codes 7, 8 and 15 are corroborated, the others as we remember them.',
    }),
    column('Discontinuation Reason', 'reason', { confirm: CODES }),
    column('Count of Encounters In Person', 'inPersonCount', must),
    column('Count of Encounters Telephonic/Video', 'remoteCount', must),
    column('RTF Production Date', 'producedOn', must),
    column('MIF Reporting Period', 'period', { required: true, confirm: 'How a month is written.' }),
    column('ECM Provider Name', 'agencyName', must),
    column('ECM Provider NPI', 'agencyNpi', must),
    column('ECM Provider TIN', 'agencyTin', must),
    column('ECM Provider Phone', 'agencyPhone', must),
    column('Referral Status', 'referralStatus', { required: true, confirm: CLR }),
    column('Date of Referral Status Update', 'referralUpdatedOn', { confirm: CLR }),
    column('Reason for Referral (Loop) Closure', 'referralClosure', { confirm: CLR }),
  ],
};
