r"""Files, folders, patterns and standard input in; `Article`s and what was left out, out.

`read` does the whole of it. `READERS` maps a file's suffix to its reader; a new format is one module and one line.

An article's text is what spans count in. For plain text and Markdown it is the file's content decoded as UTF-8 and
otherwise unchanged, a byte order mark included. Formats that keep the headline apart (HTML, JSON) have the body under
the title, `title + "\n\n" + body`, unless the body begins with it, so that the headline makes claims too.

Importing this package loads nothing heavy: the HTML and date libraries are imported when first needed.
"""

from reconcile.ingest.base import NO_ARTICLE_FIELDS, Flaw, RawArticle, Reader
from reconcile.ingest.batch import Ingested, iter_articles, read
from reconcile.ingest.registry import READERS

__all__ = ["NO_ARTICLE_FIELDS", "READERS", "Flaw", "Ingested", "RawArticle", "Reader", "iter_articles", "read"]
