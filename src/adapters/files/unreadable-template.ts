/** What was given is no Word document, or its placeholders do not fit together; says what is wrong. */
export class UnreadableTemplate extends Error {}
