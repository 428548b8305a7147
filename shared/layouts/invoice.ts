import { layoutField as field, type Layout, type LayoutField } from './column.ts';

const BILL = 'Invoice';
const PLAN = 'Plan';
const AGENCY = 'Agency';
const STAFF = 'Staff member';
const MEMBER = 'Member';
const SERVICE = 'Service';
const CLAIM = 'Claim';

/** Everything an invoice column can carry; the same facts the 837P is written from. */
export const INVOICE_FIELDS: readonly LayoutField[] = [
  field(BILL, 'invoiceNumber', 'Control number of the file', 'text', '000000186'),
  field(BILL, 'invoiceDate', 'Day the file was built', 'date', '2026-11-18'),
  field(BILL, 'invoiceAmount', 'Sum of all charges', 'money', '4500'),
  field(BILL, 'invoiceLines', 'Lines in the file', 'number', '72'),
  field(PLAN, 'payerId', 'Payer id', 'text', 'BLUELARK'),
  field(PLAN, 'planName', 'Plan', 'text', 'Bluelark Health'),
  field(AGENCY, 'agencyName', 'Agency', 'text', 'Larkmeadow Care'),
  field(AGENCY, 'agencyNpi', 'Agency NPI', 'digits', '1234567893'),
  field(AGENCY, 'agencyTin', 'Agency TIN', 'digits', '941234567'),
  field(AGENCY, 'agencyTaxonomy', 'Agency taxonomy', 'text', '251B00000X'),
  field(AGENCY, 'agencyPhone', 'Agency phone', 'phone', '5105550100'),
  field(AGENCY, 'agencyAddress', 'Agency street', 'text', '100 Main St'),
  field(AGENCY, 'agencyCity', 'Agency city', 'text', 'Oakland'),
  field(AGENCY, 'agencyState', 'Agency state', 'text', 'CA'),
  field(AGENCY, 'agencyZip', 'Agency ZIP', 'digits', '946120001'),
  field(STAFF, 'staffLastName', 'Staff last name', 'text', 'Brightwater'),
  field(STAFF, 'staffFirstName', 'Staff first name', 'text', 'Nadia'),
  field(STAFF, 'staffName', 'Staff name', 'text', 'Nadia Brightwater'),
  field(STAFF, 'staffNpi', 'Staff NPI', 'digits', '1234567893'),
  field(STAFF, 'staffCredential', 'Credential', 'text', 'CHW'),
  field(STAFF, 'staffClinical', 'Clinical staff', 'flag', 'no'),
  field(MEMBER, 'cin', 'CIN', 'digits', '90000412A'),
  field(MEMBER, 'planMemberId', 'Plan’s own member id', 'text', '000412'),
  field(MEMBER, 'memberLastName', 'Member last name', 'text', 'Rainfallow'),
  field(MEMBER, 'memberFirstName', 'Member first name', 'text', 'Desmond'),
  field(MEMBER, 'memberMiddleName', 'Member middle name', 'text', 'A'),
  field(MEMBER, 'memberName', 'Member name', 'text', 'Desmond Rainfallow'),
  field(MEMBER, 'birthDate', 'Birthday', 'date', '1971-05-02'),
  field(MEMBER, 'sex', 'Sex', 'text', 'M'),
  field(MEMBER, 'homeless', 'Homeless', 'flag', 'yes'),
  field(MEMBER, 'memberAddress', 'Member street', 'text', '200 Oak St'),
  field(MEMBER, 'memberCity', 'Member city', 'text', 'Oakland'),
  field(MEMBER, 'memberState', 'Member state', 'text', 'CA'),
  field(MEMBER, 'memberZip', 'Member ZIP', 'digits', '94607'),
  field(MEMBER, 'authorization', 'Authorization number', 'text', 'AUTH12345'),
  field(SERVICE, 'serviceOn', 'Day of service', 'date', '2026-11-12'),
  field(SERVICE, 'startTime', 'Start time', 'text', '09:30'),
  field(SERVICE, 'minutes', 'Minutes', 'number', '35'),
  field(SERVICE, 'program', 'Program', 'text', 'ECM'),
  field(SERVICE, 'inPerson', 'In person', 'flag', 'yes'),
  field(SERVICE, 'placeOfService', 'Place of service', 'text', '12'),
  field(SERVICE, 'code', 'Procedure code', 'text', 'G9012'),
  field(SERVICE, 'modifier1', 'Modifier 1', 'text', 'U2'),
  field(SERVICE, 'modifier2', 'Modifier 2', 'text', 'GQ'),
  field(SERVICE, 'modifier3', 'Modifier 3', 'text', ''),
  field(SERVICE, 'modifier4', 'Modifier 4', 'text', ''),
  field(SERVICE, 'modifiers', 'All modifiers', 'text', 'U2 GQ'),
  field(SERVICE, 'units', 'Units', 'number', '2'),
  field(SERVICE, 'unitCharge', 'Charge a unit', 'money', '0'),
  field(SERVICE, 'charge', 'Charge', 'money', '0'),
  field(SERVICE, 'diagnosis1', 'Main diagnosis', 'text', 'E11.9'),
  field(SERVICE, 'diagnosis2', 'Diagnosis 2', 'text', 'Z59.01'),
  field(SERVICE, 'diagnosis3', 'Diagnosis 3', 'text', ''),
  field(SERVICE, 'diagnosis4', 'Diagnosis 4', 'text', ''),
  field(SERVICE, 'diagnoses', 'All diagnoses', 'text', 'E11.9 Z59.01'),
  field(CLAIM, 'claimNumber', 'Our claim number', 'text', 'E000000412'),
  field(CLAIM, 'lineNumber', 'Our line number', 'text', 'E000000412-1'),
  field(CLAIM, 'frequency', 'Frequency (1 new, 7 replaced, 8 taken back)', 'text', '1'),
  field(CLAIM, 'planClaimNumber', 'Plan’s number of the claim replaced', 'text', ''),
];

const UNSURE = 'DHCS guidance names the element; the heading is the plan’s to say.';

function column(heading: string, key: string, more: { required?: boolean; format?: string } = {}) {
  return {
    heading,
    source: { from: 'field' as const, field: key },
    format: more.format ?? null,
    values: {},
    required: more.required ?? false,
    confirm: UNSURE,
  };
}

/**
 * The invoice Hearth begins with for a plan that takes no EDI: the minimum elements of the DHCS billing and invoicing
 * guidance, as they are remembered; no plan's own template was found, so every heading is to be confirmed.
 *
 * @see DHCS CalAIM billing and invoicing guidance between plans and ECM providers.
 */
export const DEFAULT_INVOICE: Layout = {
  as: 'xlsx',
  fileNameTemplate: '{sender}_Invoice_{date}_{sequence}',
  confirmedWith: '',
  columns: [
    column('Payer ID', 'payerId', { required: true }),
    column('Payer Name', 'planName', { required: true }),
    column('Billing Provider Name', 'agencyName', { required: true }),
    column('Billing Provider NPI', 'agencyNpi', { required: true }),
    column('Billing Provider TIN', 'agencyTin', { required: true }),
    column('Billing Provider Phone', 'agencyPhone'),
    column('Billing Provider Address', 'agencyAddress', { required: true }),
    column('Billing Provider City', 'agencyCity', { required: true }),
    column('Billing Provider State', 'agencyState', { required: true }),
    column('Billing Provider ZIP', 'agencyZip', { required: true }),
    column('Rendering Provider Last Name', 'staffLastName'),
    column('Rendering Provider First Name', 'staffFirstName'),
    column('Rendering Provider NPI', 'staffNpi'),
    column('Member CIN', 'cin', { required: true }),
    column('Member Last Name', 'memberLastName', { required: true }),
    column('Member First Name', 'memberFirstName', { required: true }),
    column('Member DOB', 'birthDate', { required: true, format: 'MM/DD/YYYY' }),
    column('Member Homelessness Indicator', 'homeless'),
    column('Member Address', 'memberAddress', { required: true }),
    column('Member City', 'memberCity', { required: true }),
    column('Member State', 'memberState', { required: true }),
    column('Member ZIP', 'memberZip', { required: true }),
    column('Authorization Number', 'authorization'),
    column('Service Start Date', 'serviceOn', { required: true, format: 'MM/DD/YYYY' }),
    column('Service End Date', 'serviceOn', { required: true, format: 'MM/DD/YYYY' }),
    column('HCPCS Code', 'code', { required: true }),
    column('Modifier 1', 'modifier1'),
    column('Modifier 2', 'modifier2'),
    column('Modifier 3', 'modifier3'),
    column('Modifier 4', 'modifier4'),
    column('Place of Service', 'placeOfService', { required: true }),
    column('Units', 'units', { required: true }),
    column('Unit Cost', 'unitCharge'),
    column('Charge', 'charge'),
    column('Diagnosis 1', 'diagnosis1', { required: true }),
    column('Diagnosis 2', 'diagnosis2'),
    column('Diagnosis 3', 'diagnosis3'),
    column('Diagnosis 4', 'diagnosis4'),
    column('Invoice Number', 'invoiceNumber', { required: true }),
    column('Invoice Date', 'invoiceDate', { required: true, format: 'MM/DD/YYYY' }),
    column('Invoice Amount', 'invoiceAmount'),
    column('Claim Number', 'claimNumber', { required: true }),
    column('Line Number', 'lineNumber', { required: true }),
    column('Claim Frequency', 'frequency'),
    column('Payer Claim Number', 'planClaimNumber'),
  ],
};
