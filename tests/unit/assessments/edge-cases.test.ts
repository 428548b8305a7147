import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fill, formOf, question, when } from './form-kit.ts';

/** The edge cases on which engines disagree; each is a test somewhere, by this name. */
const NAMES = (
  'hide_keeps_then_restores hide_strips_on_complete hidden_source_counts_empty chain_of_three_hide ' +
  'not_equal_no_answer_true not_equal_multi_none equal_multi_any exists_false_on_hidden ' +
  'exists_zero_and_false_count exists_blank_string behaviour_missing_two_conditions_rejected any_vs_all ' +
  'group_off_children_on_stay_off question_off_children_off required_in_disabled_group_ok ' +
  'required_in_omitted_optional_group_ok required_group_one_descendant repeat_group_isolated ' +
  'repeat_added_later_evaluated repeat_removed_reindexed repeat_minOccurs_kept children_under_each_answer ' +
  'equidistant_source_error initial_on_first_enable initial_not_reapplied_after_clear initialSelected ' +
  'initial_on_disabled_not_exported prefilled_answers_trigger_logic calc_updates calc_user_override_sticks ' +
  'calc_context_now_stable calc_feeds_enable calc_self_reference calc_loop_stops static_cycle_refused ' +
  'hidden_ext_still_validated hidden_ext_readonly protected_display_not_editable coding_system_mismatch ' +
  'coding_display_ignored option_of_date_partial date_partial_compare datetime_offset_compare time_compare ' +
  'decimal_trailing_zero quantity_unit_convert quantity_unit_unknown string_case_sensitive ' +
  'type_mismatch_refused dangling_linkId_refused open_choice_text_vs_code exclusive_option_clears_others ' +
  'resume_from_stripped resume_under_old_version score_missing_items score_disabled_items ' +
  'weight_lookup_order skip_history_entry amend_keeps_old kill_mid_form_restores'
).split(' ');

const TESTS = ['unit', 'integration']
  .map((group) => join('tests', group, 'assessments'))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts') && name !== 'edge-cases.test.ts')
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  .concat('option_of_date_partial')
  .join('\n');

test.each(NAMES)('%s is a test', (name) => {
  expect(TESTS).toMatch(new RegExp(`\\b${name}\\b`));
});

test('option_of_date_partial', () => {
  const options = [{ valueDate: '2026' }, { valueDate: '2026-03' }];
  const year = question('q', 'date', { answerOption: options });
  const form = (answerDate: string) =>
    fill(formOf([year, question('target', 'string', when({ question: 'q', operator: '=', answerDate }))]));
  expect(form('2026-03').answer('q', { valueDate: '2026-03' }).isOpen('target')).toBe(true);
  expect(form('2026-03-04').answer('q', { valueDate: '2026-03' }).isOpen('target')).toBe(false);
  // A year does not stand for a month in it: the options are told apart as they are written.
  expect(form('2026').answer('q', { valueDate: '2026' }).isOpen('target')).toBe(true);
  expect(() => form('2026').answer('q', { valueDate: '2026-04' })).toThrow('Choose one');
});
