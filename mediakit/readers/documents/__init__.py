"""Documents of word processors as blocks of lines: Word's .docx and rich text."""

from mediakit.readers.documents.blocks import Block, blocks_of_text
from mediakit.readers.documents.opening import document_blocks

__all__ = ["Block", "blocks_of_text", "document_blocks"]
