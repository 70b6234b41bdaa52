"""The reading page: our leaves laid out by QTextBrowser, with marks painted under the text."""
