/** The topic whose messages name no topic. */
export const GENERAL_TOPIC = 1;
