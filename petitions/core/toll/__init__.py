"""What a form that anybody may send costs whoever sends it: a little work of the browser, or a minute of waiting."""
