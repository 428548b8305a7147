/** The shortest passphrase Hearth accepts; the policy file may ask for more. */
export const MIN_PASSPHRASE = 12;
