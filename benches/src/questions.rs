//! 15 questions to the list of accounts, over HTTP and as bare SQL.
