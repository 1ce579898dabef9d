"""Names become numbers: a document and the market library to a resolved deal, with where each number came from."""
