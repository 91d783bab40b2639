import SQLEngine

/// Search stays as fast as it was when there is much more to find (`FullText`, decision 40).
let letSearchGrow = Migration("2026-11-28-1-let-search-grow") { $0.letFullTextGrow(SearchFields.text) }
