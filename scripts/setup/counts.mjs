/** Counting what a runner reports. A run that went wrong never counts as one where nothing failed. */

/** Nothing ran. */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** Counts from Vitest's JSON report (null where it wrote none) and its exit code. */
export function countVitest(report, code) {
  if (!report) return failIf(code, { ...NOTHING });
  return failIf(code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.testResults.filter(brokeBeforeItsTests).length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** Counts from Playwright's JSON report (null where it wrote none) and its exit code. */
export function countPlaywright(report, code) {
  if (!report) return failIf(code, { ...NOTHING });
  const { expected, unexpected, flaky, skipped } = report.stats;
  return failIf(code, { passed: expected, failed: unexpected + flaky + report.errors.length, skipped });
}

/** Such as `12 passed, 0 failed, 1 skipped`. */
export function countsInWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A file that does not load has no failed test in the report, and is a failure all the same. */
function brokeBeforeItsTests(file) {
  return file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');
}

/** A runner that ends badly without naming a failed test has failed once. */
function failIf(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
